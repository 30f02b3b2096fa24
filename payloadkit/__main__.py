"""``python -m payloadkit``: the command line."""

from __future__ import annotations

import sys

from payloadkit.cli import main

sys.exit(main())
