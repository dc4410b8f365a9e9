"""Downloads the pinned packages with npm and pip and unpacks their readable sources."""

import json
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packages import PACKAGES

ALLOWED = ("MIT", "BSD", "APACHE", "ISC", "PSF")
REFUSED = ("GPL", "MPL", "EPL", "CDDL", "SSPL", "BUSL")


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    license: str
    split: str
    files: tuple[tuple[str, str], ...]  # (path, text)


def packages(folder: Path):
    """Yields the packages whose own metadata names a permissive licence, downloading what is missing."""
    for registry, name, version, split in PACKAGES:
        archive = _npm(folder / "npm", name, version) if registry == "npm" else _pip(folder / "pypi", name, version)
        files = _tar(archive) if registry == "npm" else _wheel(archive)
        license = _npm_license(files) if registry == "npm" else _wheel_license(files)
        if not _is_permissive(license):
            print(f"skipped {name}: licence `{license}`", file=sys.stderr)
            continue
        yield Package(name, version, license, split, tuple((p, t) for p, t in files if not p.endswith((".json", "METADATA"))))
    yield Package("python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0", "train", tuple(_standard_library()))


def _npm(folder, name, version):
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--ignore-scripts", "--silent", f"{name}@{version}"], cwd=folder, check=True)
    return archive


def _pip(folder, name, version):
    folder.mkdir(parents=True, exist_ok=True)
    start = re.sub(r"[-_.]+", "[-_.]", name)
    matches = lambda: [p for p in folder.iterdir() if re.match(rf"{start}-{re.escape(version)}-", p.name, re.I)]
    if not matches():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", ".", f"{name}=={version}"]
        subprocess.run(command, cwd=folder, check=True)
    return matches()[0]


def _wanted(path):
    if re.search(r"(^|/)(_?tests?|__tests__|testing|vendor|_vendor|vendored|generated|gyp|locale|locales|umd|esm5|dist-cjs|cjs)/|\.min\.|\.d\.[mc]?ts$|\.(test|spec|umd|prod)\.", path):
        return False
    return path.endswith((".py", ".js", ".mjs", ".cjs", ".ts", ".mts"))


def _tar(archive):
    with tarfile.open(archive) as tar:
        found = []
        for member in tar:
            path = member.name.split("/", 1)[-1]
            if member.isfile() and member.size < 400_000 and (_wanted(path) or path == "package.json"):
                found.append((path, tar.extractfile(member).read().decode("utf-8", "replace")))
        return found


def _wheel(archive):
    with zipfile.ZipFile(archive) as wheel:
        paths = [i.filename for i in wheel.infolist() if i.file_size < 400_000 and (_wanted(i.filename) or i.filename.endswith(".dist-info/METADATA"))]
        return [(path, wheel.read(path).decode("utf-8", "replace")) for path in paths]


def _standard_library():
    folder = Path(sysconfig.get_path("stdlib"))
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder).as_posix()
        if not re.search(r"(^|/)(site-packages|test|tests|lib2to3|config-[^/]*|__pycache__)/|_sysconfigdata", relative):
            yield relative, path.read_text("utf-8", "replace")


def _npm_license(files):
    license = json.loads(dict(files)["package.json"]).get("license", "")
    return license if isinstance(license, str) else license.get("type", "")


def _wheel_license(files):
    header = next(t for p, t in files if p.endswith("METADATA")).split("\n\n", 1)[0]
    expression = re.findall(r"^License-Expression: (.+)$", header, re.M)
    classifiers = re.findall(r"^Classifier: License :: OSI Approved :: (.+)$", header, re.M)
    free = re.findall(r"^License: (.+)$", header, re.M)
    return (expression or classifiers or free or [""])[0].strip()


def _is_permissive(license):
    upper = license.upper()
    return any(word in upper for word in ALLOWED) and not any(word in upper for word in REFUSED)
