"""The entry point of `python -m generator`."""

import sys

try:
    from generator.cli.main import main

    main()
except KeyboardInterrupt:  # before the command line was ready to answer it
    sys.exit(130)
