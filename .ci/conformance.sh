#!/usr/bin/env bash
# Prints both sample companies and lets programs that are not ours judge the files:
# qpdf, poppler, pikepdf, Apache's PDF/A preflight, Microsoft's Open XML SDK validator, python-docx and LibreOffice.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${GANGSHU_CI_TOOLS:-$HOME/.cache/gangshu-ci}
gangshu=${CARGO_TARGET_DIR:-target}/debug/gangshu
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
"$gangshu" sample --out "$out/sample.ron"
"$gangshu" sample --hard --out "$out/hard.ron"
mkdir "$out/archive"
print() { # NAME FILE ARGUMENTS…: both formats, the PDF for the archive, and the composed text that must stand in them
  local name=$1 file=$2; shift 2
  "$gangshu" show "$out/$file.ron" "$@" > "$out/$name.txt"
  "$gangshu" export "$out/$file.ron" "$@" --format pdf --pdf archive --out "$out/archive/$name.pdf" || [ $? = 1 ]
  "$gangshu" export "$out/$file.ron" "$@" --format both --pdf tagged --out "$out/$name" ||
    # 1: the hard sample has words that no column can hold.
    [ "$file/$?" = hard/1 ]
}
for layout in form clauses; do
  print "book-$layout" sample --book --layout "$layout"
  print "hard-$layout" hard --book --layout "$layout"
  print "role-$layout" sample --role QHS-RL-001 --layout "$layout"
done
for layout in brief recruit; do
  print "book-$layout" sample --book --layout "$layout"
  # 1: a brief sheet tells what found no room on its page.
  print "hard-$layout" hard --book --layout "$layout" || [ $? = 1 ]
done
print department sample --layout department --department SC --with-below
print hard-department hard --layout department --department 三级部门 --with-below
"$tools/venv/bin/python" .ci/conformance.py "$out" "$tools"
