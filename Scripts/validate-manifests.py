#!/usr/bin/env python3
"""Validates manifests against Kubernetes' own schemas, from 1.29 to the newest that kubernetes-validate has.

Usage: validate-manifests.py [--strict] FILE…
Ends with 1 and names file, document, version and field when something is not valid. Kinds without a schema (custom
resources) are counted and passed over.
"""
import argparse, os, re, sys

import kubernetes_validate
import yaml


def versions():
    folder = os.path.join(os.path.dirname(kubernetes_validate.__file__), "kubernetes-json-schema")
    found = set()
    for name in os.listdir(folder):
        match = re.match(r"v?(\d+)\.(\d+)", name)
        if match and (int(match[1]), int(match[2])) >= (1, 29):
            found.add((int(match[1]), int(match[2])))
    return [f"{major}.{minor}" for major, minor in sorted(found)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="fields without a schema are errors")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    faults = documents = unknown = 0
    known = versions()
    if not known:
        sys.exit("kubernetes-validate has no schemas of 1.29 or later")
    for path in options.files:
        with open(path) as file:
            objects = [item for item in yaml.safe_load_all(file) if item]
        for index, item in enumerate(objects):
            documents += 1
            for version in known:
                try:
                    kubernetes_validate.validate(item, version, strict=options.strict)
                except kubernetes_validate.SchemaNotFoundError:
                    unknown += 1
                    break
                except kubernetes_validate.ValidationError as error:
                    faults += 1
                    where = "/".join(str(part) for part in error.path)
                    print(f"{path}: document {index + 1}, Kubernetes {version}: {where}: {error.message[:300]}")
                    break
    print(f"{documents} documents, Kubernetes {known[0]} to {known[-1]}: {faults} not valid, {unknown} without a schema")
    sys.exit(1 if faults or documents == 0 else 0)


main()
