#include "results/json_writer.hpp"

#include "base/utf8.hpp"
#include "results/number_text.hpp"

#include <cassert>
#include <cmath>

namespace kdt::results {

void JsonWriter::separate() {
    if (levels_.empty()) { return; }
    Level& level = levels_.back();
    if (!level.empty) { out_ += ','; }
    if (level.style == Style::spread) {
        out_ += '\n';
        out_.append(2 * levels_.size(), ' ');
    } else if (!level.empty) {
        out_ += ' ';
    }
    level.empty = false;
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
    } else {
        separate();
    }
}

JsonWriter& JsonWriter::key(std::string_view name) {
    assert(!after_key_);
    separate();
    quote(name);
    out_ += ": ";
    after_key_ = true;
    return *this;
}

void JsonWriter::open(char bracket, Style style) {
    before_value();
    out_ += bracket;
    // What stands inside a line stays on it.
    const bool within = !levels_.empty() && levels_.back().style == Style::line;
    levels_.push_back({within ? Style::line : style, true});
}

void JsonWriter::close(char bracket) {
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.style == Style::spread && !level.empty) {
        out_ += '\n';
        out_.append(2 * levels_.size(), ' ');
    }
    out_ += bracket;
}

void JsonWriter::open_object() { open('{', Style::spread); }
void JsonWriter::close_object() { close('}'); }
void JsonWriter::open_inline() { open('{', Style::line); }
void JsonWriter::close_inline() { close('}'); }
void JsonWriter::open_array() { open('[', Style::line); }
void JsonWriter::close_array() { close(']'); }
void JsonWriter::open_list() { open('[', Style::spread); }
void JsonWriter::close_list() { close(']'); }

void JsonWriter::quote(std::string_view value) {
    out_ += '"';
    for (const char c : well_formed(value)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (c == '\n') {
            out_ += "\\n";
        } else if (c == '\t') {
            out_ += "\\t";
        } else if (byte < 0x20) {
            constexpr std::string_view kHex = "0123456789abcdef";
            out_ += "\\u00";
            out_ += kHex[byte >> 4U];
            out_ += kHex[byte & 15U];
        } else {
            out_ += c;
        }
    }
    out_ += '"';
}

void JsonWriter::text(std::string_view value) {
    before_value();
    quote(value);
}

void JsonWriter::number(double value) {
    before_value();
    out_ += std::isfinite(value) ? shortest(value) : "null";
}

void JsonWriter::number(Number value) {
    if (value) {
        number(*value);
    } else {
        null();
    }
}

void JsonWriter::integer(std::int64_t value) {
    before_value();
    out_ += std::to_string(value);
}

void JsonWriter::integer(std::uint64_t value) {
    before_value();
    out_ += std::to_string(value);
}

void JsonWriter::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
}

void JsonWriter::null() {
    before_value();
    out_ += "null";
}

void JsonWriter::numbers(std::span<const Number> values) {
    open_array();
    for (const Number& value : values) { number(value); }
    close_array();
}

void JsonWriter::numbers(std::span<const double> values) {
    open_array();
    for (const double value : values) { number(value); }
    close_array();
}

void JsonWriter::texts(std::span<const std::string> values) {
    open_array();
    for (const std::string& value : values) { text(value); }
    close_array();
}

std::string JsonWriter::take() {
    assert(levels_.empty());
    out_ += '\n';
    return std::move(out_);
}

} // namespace kdt::results
