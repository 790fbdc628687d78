#!/usr/bin/env bash
# Prints the sample company in every layout and lets programs that are not ours judge the files:
# qpdf, poppler, Microsoft's Open XML SDK validator, python-docx and LibreOffice.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${GANGSHU_CI_TOOLS:-$HOME/.cache/gangshu-ci}
gangshu=${CARGO_TARGET_DIR:-target}/debug/gangshu
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
"$gangshu" sample --out "$out/sample.ron"
for layout in form clauses; do
  "$gangshu" export "$out/sample.ron" --book --layout "$layout" --format both --out "$out/book-$layout"
  "$gangshu" export "$out/sample.ron" --role QHS-RL-001 --layout "$layout" --format both --out "$out/role-$layout"
done
python3 .ci/conformance.py "$out" "$tools"
