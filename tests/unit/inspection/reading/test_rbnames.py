import pytest

from posthouse.inspection.reading import jsnames, rbnames


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kernel.system", jsnames.RUNS),
        ("obj.instance_eval", jsnames.EVALUATES),
        ("Net::HTTP.get", jsnames.FETCHES),
        ("RestClient.post", rbnames.POSTS),
        ("File.binread", jsnames.READS),
        ("FileUtils.rm_rf", jsnames.REMOVES),
        ("obj.public_send", rbnames.SENT),
        ("User.find", "User.find"),
    ],
)
def test_tells_a_call_by_a_name_of_python(name: str, told: str) -> None:
    assert rbnames.told(name) == told


def test_the_environment_has_one_name() -> None:
    assert rbnames.environment("ENV.to_h") == "os.environ.to_h"
    assert rbnames.environment("ENVIRONS") == "ENVIRONS"
