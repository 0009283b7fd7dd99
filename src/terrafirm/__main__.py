"""``python -m terrafirm``."""

from terrafirm.cli import main

if __name__ == "__main__":
    main()
