import subprocess
import sys
from types import ModuleType

import ingest


def test_everything_public_is_named():
    public = [name for name, value in vars(ingest).items() if name[0] != "_" and not isinstance(value, ModuleType)]
    assert sorted(public) == sorted(ingest.__all__)


def test_neither_torch_nor_scipy_is_imported_on_the_default_path():
    program = "import sys, ingest; sys.exit(', '.join({'torch', 'scipy', 'datasketch'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.strip() == ""
