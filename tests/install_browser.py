"""Install the browser that the browser tests drive: Debian's chromium, where there is none and we may.

Without one the tests are skipped with a reason, unless MASTHEAD_REQUIRE_BROWSER is set: then this fails.
"""

import os
import shutil
import subprocess
import sys


def _run(*command: str) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Make sure that there is a browser; 1 where one is required and cannot be had."""
    required = bool(os.environ.get("MASTHEAD_REQUIRE_BROWSER"))
    if shutil.which("chromium"):
        return 0
    may_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    if may_install and _run("apt-get", "update", "-qq"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    if shutil.which("chromium"):
        return 0
    sys.stderr.write(
        "No chromium here: the browser tests will be skipped. Install Debian's chromium to run them.\n"
    )
    return 1 if required else 0


if __name__ == "__main__":
    sys.exit(main())
