#!/usr/bin/env python3
"""Validates manifests against Kubernetes' own schemas, from 1.29 to the newest that kubernetes-validate has.

Usage: validate-manifests.py [--strict] [--inject HOLDFAST FOLDER] FILE…
Ends with 1 and names file, document, version and field when something is not valid. Kinds without a schema (custom
resources) are counted and passed over.
"""
import argparse, os, re, subprocess, sys

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


def fault(item, version, strict):
    """What is wrong with an object; None when nothing is, or when there is no schema for it."""
    if "apiVersion" not in item or "kind" not in item:
        return None
    try:
        kubernetes_validate.validate(item, version, strict=strict)
    except kubernetes_validate.SchemaNotFoundError:
        return None
    except kubernetes_validate.ValidationError as error:
        return "/".join(str(part) for part in error.path) + ": " + error.message[:300]
    return None


def objects(text):
    return [item for item in yaml.safe_load_all(text) if isinstance(item, dict)]


def check_injected(program, folder, strict, known):
    """Injects every file below a folder, and compares what is valid before and after. Returns the number of faults."""
    faults = changed = refused = 0
    paths = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    for path in sorted(path for path in paths if path.endswith((".yaml", ".yml", ".json"))):
        with open(path, "rb") as file:
            before = file.read()
        run = subprocess.run(
            [program, "inject", "--wait-for", "tcp://holdfast-target:5432", "-f", "-"], input=before,
            capture_output=True)
        if run.returncode != 0:
            refused += 1
            continue
        try:
            pairs = list(zip(objects(before), objects(run.stdout), strict=True))
        except (yaml.YAMLError, ValueError):
            refused += 1
            continue
        for old, new in pairs:
            if old == new:
                continue
            changed += 1
            for version in known:
                found = fault(new, version, strict)
                if found and not fault(old, version, strict):
                    faults += 1
                    print(f"{path}: injected for Kubernetes {version}: {found}")
                    break
    print(f"{folder}: {changed} objects injected, {faults} no longer valid; {refused} files refused or not readable here")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="fields without a schema are errors")
    parser.add_argument("--inject", nargs=2, metavar=("HOLDFAST", "FOLDER"), help="inject every file below FOLDER too")
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
    if options.inject and os.path.isdir(options.inject[1]):
        faults += check_injected(*options.inject, options.strict, known)
    sys.exit(1 if faults or documents == 0 else 0)


main()
