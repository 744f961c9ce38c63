"""The recipe that makes the bundled Vietnamese–English package: prepare, train, export, evaluate."""
