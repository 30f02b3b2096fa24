"""A second copy of Pillow that neither warns nor logs; no other code sees its settings.

Pillow keeps its settings in its modules, where all threads of a process share them, and logs the
values of tags. To set them only while a picture is decoded takes a lock, which a forked child may
inherit locked, and other threads see the change all the same. So its modules are loaded once more
under names of ours, and only these copies are set, once: they count pixels by our limit, refuse
files that are cut, and say nothing.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from types import ModuleType

    from PIL import Image, ImageCms, ImagePalette

    LIBRARY: str

__all__ = ["LIBRARY", "Image", "ImageCms", "ImagePalette"]

_PACKAGE: Final = f"{__name__}_copy"
_ROOM: Final = 2  # bytes of a JPEG for a sample of noise
_USED: Final = (
    "Image",
    "ImageCms",
    "ImageFile",
    "ImagePalette",
    "TiffImagePlugin",
    "BmpImagePlugin",
    "JpegImagePlugin",
    "PngImagePlugin",
    "WebPImagePlugin",
    "AvifImagePlugin",
)


def _load() -> dict[str, ModuleType]:
    """Load Pillow's modules under names of ours, and set them."""
    original = find_spec("PIL")
    if original is None:  # pragma: no cover  it is a dependency
        raise ImportError("payloadkit needs Pillow", name="PIL")
    spec = spec_from_file_location(
        _PACKAGE,
        original.origin,
        submodule_search_locations=list(original.submodule_search_locations or ()),
    )
    if spec is None or spec.loader is None:  # pragma: no cover  so says importlib's annotation
        raise ImportError("payloadkit needs Pillow as files", name="PIL")
    package = module_from_spec(spec)
    sys.modules[_PACKAGE] = package
    spec.loader.exec_module(package)
    modules = {name: import_module(f"{_PACKAGE}.{name}") for name in _USED}
    modules["Image"].preinit()
    _set(modules)
    return modules


def _set(modules: dict[str, ModuleType]) -> None:
    """Set our limit of pixels in the copies, and turn off their warnings and log."""
    mute = SimpleNamespace(warn=lambda *_, **__: None)
    silent = logging.Logger(_PACKAGE, logging.CRITICAL + 1)  # noqa: LOG001 - it is our own
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{_PACKAGE}."):
            for attribute, value in (("warnings", mute), ("logger", silent)):
                if hasattr(module, attribute):
                    setattr(module, attribute, value)
    vars(modules["Image"])["MAX_IMAGE_PIXELS"] = LARGEST_PIXELS
    # A TIFF is turned by what it says, as every other picture, and not by its reader.
    unturned = SimpleNamespace(exif_transpose=lambda *_, **__: None)
    vars(modules["TiffImagePlugin"])["ImageOps"] = unturned
    _widen(modules["ImageFile"])


def _widen(files: ModuleType) -> None:
    """Give the encoder of JPEG, which optimizes in one buffer, room for noise.

    Where noise outgrows the buffer that Pillow gives it, libjpeg fails, and prints so.
    """
    save = vars(files)["_save"]

    def save_whole(im: Image.Image, fp: object, tile: object, least: int = 0) -> None:
        samples = im.width * im.height * len(im.getbands())
        save(im, fp, tile, max(least, _ROOM * samples))

    vars(files)["_save"] = save_whole


if not TYPE_CHECKING:
    _MODULES: Final = _load()
    Image, ImageCms, ImagePalette = (_MODULES[name] for name in __all__[1:])
    LIBRARY = Image.core.__file__  # where the C library libtiff is
