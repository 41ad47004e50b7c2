#include "results/csv.hpp"
#include "results/number_text.hpp"

#include <algorithm>
#include <array>

namespace kdt::results {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// What spreadsheets take for one, signs of full width (which some read as plain ones) and what they skip included.
bool looks_like_formula(std::string_view value) {
    constexpr std::array<std::string_view, 11> kStarts = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return value.starts_with(start); });
}

} // namespace

CsvWriter::CsvWriter() : out_(kBom) {}

void CsvWriter::field(std::string_view value) {
    if (!at_start_) { out_ += ','; }
    at_start_ = false;
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        out_ += value;
        return;
    }
    out_ += '"';
    for (const char c : value) {
        if (c == '"') { out_ += '"'; }
        out_ += c;
    }
    out_ += '"';
}

CsvWriter& CsvWriter::text(std::string_view value) {
    field(looks_like_formula(value) ? "'" + std::string(value) : std::string(value));
    return *this;
}

CsvWriter& CsvWriter::number(Number value) {
    field(value ? shortest(*value) : std::string());
    return *this;
}

CsvWriter& CsvWriter::figure(std::string_view formatted) {
    field(formatted);
    return *this;
}

void CsvWriter::end_row() {
    out_ += "\r\n";
    at_start_ = true;
}

} // namespace kdt::results
