#!/usr/bin/env bash
# Seeds for the fuzzer: small invented cases in every form that the program writes. usage: fuzz/seeds.sh FILATURE
set -euo pipefail
filature=$(realpath "$1")
cd "$(dirname "$0")"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
seed() { # TARGET FORM...
    local target=$1
    shift
    mkdir -p "corpus/$target" corpus/read
    for form in "$@"; do
        "$filature" synth --out "$made/$form" --seed 3 --transactions 12 --networks 0 --look-alikes 0 --format "$form" > "$made/log"
        for file in $(find "$made/$form" -type f -size -64k | sort | head -6); do
            cp "$file" "corpus/$target/$form-$(basename "$file")"
            cp "$file" "corpus/read/$form-$(basename "$file")"
        done
    done
}
seed iso20022 camt camt052 camt054 pain001 pacs008
seed mt940 mt940 mt940-nl mt940-pl mt942 mt103
seed csv csv filature amlworld mto
seed mapped csv
seed sheet xlsx
seed transcription xlsx
seed pdf pdf
seed ofx ofx1 ofx2
seed qif qif
seed goaml goaml
seed ftm ftm
(cd "$made/csv" && python3 -m zipfile -c "$made/csv.zip" ./*.csv && gzip -k ./*.csv)
mkdir -p corpus/archive corpus/columnar corpus/rates
cp "$made/csv.zip" "$made"/csv/*.gz corpus/archive/
printf 'currency,date,rate,source\nRSD,2024-06-28,117.0680,invented\n' > corpus/rates/own.csv
