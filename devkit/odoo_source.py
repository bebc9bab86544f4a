"""Odoo 19 Community: from ODOO_HOME, from Debian's package unpacked into the cache, or a shallow clone of its public branch."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .steps import Failure, once, run, say

#: Debian's tree links to these with relative links, so they are unpacked into the same prefix.
FROM_SID = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
)
#: Font Awesome 4.7 and Inconsolata as Odoo expects them: later suites ship files by other names.
FROM_BOOKWORM = ("fonts-font-awesome", "fonts-inconsolata")
PUBLIC_BRANCH = ("https://github.com/odoo/odoo.git", "19.0")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


@dataclass(frozen=True)
class Odoo:
    """Where Odoo lies: `launcher` runs it, `pythonpath` makes it importable, `addons` are its own addons' folders."""

    launcher: Path
    pythonpath: Path
    addons: tuple[Path, ...]


def debian_mirror() -> str | None:
    """The address of a Debian archive that this machine's own apt sources name."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    pattern = re.compile(r"(?:^URIs:\s*|^deb\s+(?:\[[^]]*\]\s+)?)(\S+)", re.MULTILINE)
    for path in files:
        if not path.is_file():
            continue
        for uri in pattern.findall(path.read_text(errors="replace")):
            # security archives and other vendors' repositories don't carry the suites needed
            if uri.rstrip("/").endswith("/debian"):
                return uri
    return None


def ensure() -> Odoo:
    """Get Odoo 19 if it is not here yet."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return _from_checkout(Path(home).expanduser().resolve(), "ODOO_HOME")
    mirror = debian_mirror()
    if mirror and KEYRING.exists():
        prefix = paths.CACHE / "odoo-19"
        once(
            "odoo-source",
            f"debian {prefix}",
            "Odoo 19 from Debian's packages (about 135 MB)",
            lambda: _unpack_debian(mirror, prefix),
            proof=prefix / ".complete",
        )
        package = prefix / "usr/lib/python3/dist-packages"
        return Odoo(prefix / "usr/bin/odoo", package, (package / "odoo/addons",))
    checkout = paths.CACHE / "odoo-19-git"
    once("odoo-source", f"git {checkout}", "Odoo 19 from its public branch (about 250 MB)", lambda: _clone(checkout), checkout / "odoo-bin")
    return _from_checkout(checkout, "the clone of the public branch")


def describe() -> str:
    """Where Odoo comes from on this machine."""
    if os.environ.get("ODOO_HOME"):
        return "from ODOO_HOME"
    if debian_mirror() and KEYRING.exists():
        return "from Debian's packages, in the cache"
    return "from a shallow clone of the public branch, in the cache"


def present() -> bool:
    """Whether it was fetched already."""
    homes = (os.environ.get("ODOO_HOME"), paths.CACHE / "odoo-19/.complete", paths.CACHE / "odoo-19-git/odoo-bin")
    return any(home and Path(home).exists() for home in homes)


def _from_checkout(home: Path, source: str) -> Odoo:
    if not (home / "odoo-bin").exists():
        raise Failure(f"{source} is {home}, which has no odoo-bin.", "Let ODOO_HOME name a checkout of Odoo 19, or unset it.")
    release = (home / "odoo/release.py").read_text()
    if not re.search(r"version_info\s*=\s*\(19,", release):
        raise Failure(f"The Odoo in {home} is not version 19.", "Let ODOO_HOME name a checkout of Odoo 19, or unset it.")
    return Odoo(home / "odoo-bin", home, (home / "addons", home / "odoo/addons"))


def _clone(target: Path) -> None:
    url, branch = PUBLIC_BRANCH
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    run(
        ["git", "clone", "--depth", "1", "--branch", branch, url, part],
        log="odoo-clone",
        what="Cloning Odoo's public 19.0 branch",
        remedy="Check the network, or set ODOO_HOME to an Odoo 19 that you have.",
    )
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def _unpack_debian(mirror: str, prefix: Path) -> None:
    if (prefix / ".complete").exists():  # another clone did it
        return
    work = paths.CACHE / "apt"
    debs: list[Path] = []
    for suite, packages in (("sid", FROM_SID), ("bookworm", FROM_BOOKWORM)):
        debs += _download(mirror, suite, packages, work / suite)
    part = prefix.with_name(prefix.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for deb in debs:
        say(f"  unpacking {deb.name.split('_')[0]}")
        run(["dpkg", "-x", deb, part])
    package = part / "usr/lib/python3/dist-packages"
    # the sibling folder repeats odoo/addons without its data
    shutil.rmtree(package / "addons", ignore_errors=True)
    broken = [path for path in (package / "odoo").rglob("*") if path.is_symlink() and not path.exists()]
    if broken:
        raise Failure(f"Odoo's tree has {len(broken)} broken links, the first: {broken[0].relative_to(part)}")
    (part / ".complete").touch()
    shutil.rmtree(prefix, ignore_errors=True)
    part.rename(prefix)


def _download(mirror: str, suite: str, packages: tuple[str, ...], work: Path) -> list[Path]:
    """Download packages of another suite with an apt of their own; the system's apt is not touched."""
    for folder in ("lists/partial", "archives/partial", "parts"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    source = work / "sources.list"
    source.write_text(f"deb [signed-by={KEYRING}] {mirror} {suite} main\n")
    options = [
        f"Dir::State::Lists={work / 'lists'}",
        f"Dir::Cache={work}",
        f"Dir::Etc::SourceList={source}",
        f"Dir::Etc::SourceParts={work / 'parts'}",
        "APT::Architecture=" + run(["dpkg", "--print-architecture"]).strip(),
        "APT::Sandbox::User=",
    ]
    apt = ["apt-get", *(word for option in options for word in ("-o", option))]
    remedy = "Check the machine's network and apt sources, or set ODOO_HOME to an Odoo 19 that you have."
    run([*apt, "update"], log=f"odoo-apt-{suite}", what=f"Reading Debian's {suite} suite", remedy=remedy)
    run(
        [*apt, "download", *packages], log=f"odoo-download-{suite}", what="Downloading " + packages[0], remedy=remedy, cwd=work / "archives"
    )
    found = []
    for name in packages:
        debs = sorted((work / "archives").glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime)
        if not debs:
            raise Failure(f"apt downloaded no {name}.", remedy)
        found.append(debs[-1])
    return found
