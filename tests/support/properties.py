"""How often a property is tried: a few times with every run, thousands of times by `.ci/fuzz`."""

from typing import Any

from hypothesis import HealthCheck, settings

LONG = "long"
MOST = 5_000


def register_long() -> None:
    """Makes `--hypothesis-profile=long` known; before the command line is acted on."""
    settings.register_profile(
        LONG,
        max_examples=MOST,
        deadline=None,
        derandomize=False,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def tries(usual: int, **more: Any) -> settings:
    """Settings of a test that usually tries `usual` examples; the long profile tries its own."""
    long = settings.get_current_profile_name() == LONG
    return settings(max_examples=MOST if long else usual, **more)
