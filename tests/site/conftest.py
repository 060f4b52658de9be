"""Sites that several tests look at, each built once."""

from __future__ import annotations

import pytest

from tests.site.building import Built, build, copy_sample


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the sample journal."""
    folder = tmp_path_factory.mktemp("sample-site")
    return build(copy_sample(folder / "journal"), folder / "site")
