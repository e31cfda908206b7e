"""Official one-line installers: what their projects tell people to pipe into a shell.

An address counts only over https, on exactly this host, under this path, with no user part or port.
Below raw.githubusercontent.com the reference must be a branch or a tag: a bare commit id there may
belong to anybody's fork.
"""

from __future__ import annotations

import re

from posthouse.inspection.urls import divided

_HOSTS = {
    "sh.rustup.rs": ("/",),
    "mirrors.tuna.tsinghua.edu.cn": ("/anaconda/",),
    "mirrors.ustc.edu.cn": ("/anaconda/",),
    "rsproxy.cn": ("/rustup-init.sh",),
    "deb.nodesource.com": ("/setup_", "/gpgkey/"),
    "rpm.nodesource.com": ("/setup_",),
    "repo.anaconda.com": ("/miniconda/", "/archive/"),
    "github.com": (
        "/conda-forge/miniforge/releases/",
        "/mamba-org/micromamba-releases/releases/",
    ),
    "packages.microsoft.com": ("/config/",),
    "bootstrap.pypa.io": ("/get-pip.py", "/pip/"),
    "dl.k8s.io": ("/release/",),
    "awscli.amazonaws.com": ("/",),
    "go.dev": ("/dl/",),
    "cli.github.com": ("/packages/",),
    "get.helm.sh": ("/",),
    "uploader.codecov.io": ("/",),
    "cli.codecov.io": ("/",),
    "code.visualstudio.com": ("/",),
    "update.code.visualstudio.com": ("/",),
    "dl.google.com": ("/",),
    "community.chocolatey.org": ("/install.ps1",),
    "get.docker.com": ("/",),
    "astral.sh": ("/uv/", "/ruff/", "/ty/"),
    "bun.sh": ("/install", "/install.ps1"),
    "bun.com": ("/install", "/install.ps1"),
    "deno.land": ("/install.sh", "/install.ps1", "/x/install/install.sh"),
    "get.pnpm.io": ("/install.sh", "/install.ps1"),
    "pyenv.run": ("/",),
    "install.python-poetry.org": ("/",),
    "get.k3s.io": ("/",),
    "nixos.org": ("/nix/install",),
    "install.determinate.systems": ("/nix",),
    "fly.io": ("/install.sh", "/install.ps1"),
    "claude.ai": ("/install.sh", "/install.ps1"),
    "cursor.com": ("/install",),
    "opencode.ai": ("/install",),
    "rustwasm.github.io": ("/wasm-pack/installer/init.sh",),
    "starship.rs": ("/install.sh",),
    "get.sdkman.io": ("/",),
    "get.volta.sh": ("/",),
    "fnm.vercel.app": ("/install",),
    "ollama.com": ("/install.sh",),
    "tailscale.com": ("/install.sh",),
    "mise.run": ("/",),
    "mise.jdx.dev": ("/install.sh",),
    "just.systems": ("/install.sh",),
    "foundry.paradigm.xyz": ("/",),
    "get.pulumi.com": ("/",),
    "get.haskellup.org": ("/",),
    "get-ghcup.haskell.org": ("/",),
    "zed.dev": ("/install.sh",),
    "pixi.sh": ("/install.sh", "/install.ps1"),
    "micro.mamba.pm": ("/install.sh",),
    "sdk.cloud.google.com": ("/",),
    "dot.net": ("/v1/dotnet-install.sh", "/v1/dotnet-install.ps1"),
    "get.scoop.sh": ("/",),
    "install.duckdb.org": ("/",),
    "sh.vector.dev": ("/",),
    "setup.vector.dev": ("/",),
    "getcomposer.org": ("/installer",),
    "get.rvm.io": ("/",),
    "get.gitpod.io": ("/",),
    "sh.brew.sh": ("/",),
}
_RAW = "raw.githubusercontent.com"
_PROJECTS = frozenset(
    {
        "homebrew/install",
        "nvm-sh/nvm",
        "helm/helm",
        "golangci/golangci-lint",
        "ohmyzsh/ohmyzsh",
        "pyenv/pyenv-installer",
        "rbenv/rbenv-installer",
        "k3d-io/k3d",
        "kubernetes-sigs/kustomize",
        "anchore/syft",
        "anchore/grype",
        "aquasecurity/trivy",
        "jesseduffield/lazydocker",
        "nektos/act",
        "junegunn/vim-plug",
        "rust-lang/rustup",
        "cargo-bins/cargo-binstall",
        "tj/n",
        "terraform-linters/tflint",
        "earthly/earthly",
        "goreleaser/goreleaser",
        "reviewdog/reviewdog",
        "ajeetdsouza/zoxide",
        "mitsuhiko/rye",
    }
)
_COMMIT = re.compile(r"[0-9a-f]{7,40}\Z", re.IGNORECASE)


def is_official(url: str) -> bool:
    """Tell whether an address is that of a well-known installer script."""
    try:
        parts = divided(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = parts.scheme == "https" and parts.netloc.lower() == host and port is None
    path = parts.path or "/"
    if not plain or ".." in path or "%" in path or "\\" in url:
        return False
    if host == _RAW:
        return _is_project(path)
    return any(path == known or _below(path, known) for known in _HOSTS.get(host, ()))


def _below(path: str, known: str) -> bool:
    return known.endswith(("/", "_")) and path.startswith(known)


def _is_project(path: str) -> bool:
    parts = path.strip("/").split("/")
    return (
        len(parts) > 3 and "/".join(parts[:2]).lower() in _PROJECTS and not _COMMIT.match(parts[2])
    )
