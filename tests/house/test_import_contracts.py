"""The allow-list contract lets through what is named and nothing else."""

import grimp
import pytest

from tests.support.import_contracts import OnlyImportsContract


@pytest.fixture
def contract():
    return OnlyImportsContract(
        name="law",
        session_options={"root_packages": ["law"]},
        contract_options={
            "source": "law",
            "allowed": ["transitions"],
            "forbidden_stdlib": ["time", "os"],
        },
    )


@pytest.mark.parametrize(
    ("imported", "breaches"),
    [
        ("transitions", []),
        ("decimal", []),
        ("law.money", []),
        ("flask", ["law.dates imports flask"]),
        ("time", ["law.dates imports time"]),
        ("shell", ["law.dates imports shell"]),
        ("lawless", ["law.dates imports lawless"]),
    ],
)
def test_only_named_packages_may_be_imported(contract, imported, breaches):
    graph = grimp.ImportGraph()
    for module in ("law", "law.dates", "law.money"):
        graph.add_module(module)
    if imported not in graph.modules:
        graph.add_module(imported)
    graph.add_import(importer="law.dates", imported=imported)
    check = contract.check(graph, verbose=False)
    assert check.metadata["breaches"] == breaches
    assert check.kept is (breaches == [])
