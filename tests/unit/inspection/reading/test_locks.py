import pytest

from posthouse.inspection.reading.locks import locked


@pytest.mark.parametrize(
    ("path", "text", "pinned"),
    [
        (
            "app/package-lock.json",
            '{"packages": {"node_modules/@a/b": {\n "version": "1.2.3",\n "resolved": "x"}}}',
            ("npm", "@a/b", "1.2.3"),
        ),
        ("yarn.lock", 'left@^1.0.0, left@^1.1.0:\n  version "1.1.4"\n', ("npm", "left", "1.1.4")),
        ("yarn.lock", '"@a/b@npm:^1":\n  version: 1.1.4\n', ("npm", "@a/b", "1.1.4")),
        (
            "pnpm-lock.yaml",
            "packages:\n\n  '@a/b@2.0.1(x@1)':\n    res: y\n",
            ("npm", "@a/b", "2.0.1"),
        ),
        ("pnpm-lock.yaml", "packages:\n\n  /left/1.0.0:\n    res: y\n", ("npm", "left", "1.0.0")),
        ("bun.lock", '{"packages": {"left": ["left@1.0.0", "", {}]}}', ("npm", "left", "1.0.0")),
        ("uv.lock", '[[package]]\nname = "left"\nversion = "1.0.0"\n', ("pypi", "left", "1.0.0")),
        (
            "Cargo.lock",
            '[[package]]\nname = "left"\nversion = "1.0.0"\n',
            ("cargo", "left", "1.0.0"),
        ),
        (
            "Pipfile.lock",
            '{"default": {"left": {"version": "==1.0.0"}}}',
            ("pypi", "left", "1.0.0"),
        ),
        (
            "Gemfile.lock",
            "GEM\n  specs:\n    left (1.0.0)\n      right (>= 1)\n",
            ("gem", "left", "1.0.0"),
        ),
        (
            "composer.lock",
            '{"name": "a/left",\n"version": "v1.0.0"}',
            ("composer", "a/left", "1.0.0"),
        ),
        ("go.sum", "a.example/b/left v1.0.0 h1:xyz=\n", ("go", "a.example/b/left", "v1.0.0")),
    ],
)
def test_each_lock_file_tells_what_it_pins(
    path: str, text: str, pinned: tuple[str, str, str]
) -> None:
    found = [(fact.detail, fact.subject, fact.version) for fact in locked(path, text)]
    assert found == [pinned]


def test_other_files_pin_nothing_and_long_ones_end() -> None:
    assert list(locked("notes.txt", 'name = "left"\nversion = "1"\n')) == []
    line = "".join(f'name = "p{n}"\nversion = "1.0"\n' for n in range(5_000))
    assert len(list(locked("uv.lock", line))) == 3_000
