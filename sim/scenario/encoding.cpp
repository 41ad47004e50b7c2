#include "scenario/encoding.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace kdt::scenario {
namespace {

constexpr std::string_view kMarkUtf8 = "\xEF\xBB\xBF";
constexpr std::string_view kMarkUtf16le = "\xFF\xFE";
constexpr std::string_view kMarkUtf16be = "\xFE\xFF";

struct Utf8Scan {
    std::optional<std::size_t> bad_byte;
    std::size_t good = 0; ///< well-formed characters of more than one byte
    std::size_t bad = 0;  ///< ill-formed sequences
};

/// One character from `at` on, which moves past it; negative where the bytes are ill-formed.
UChar32 next_character(std::string_view bytes, std::size_t& at) {
    constexpr std::size_t kLongestSequence = 4;
    const auto* from = reinterpret_cast<const std::uint8_t*>(bytes.data()) + at;
    const auto length = static_cast<std::int32_t>(std::min(bytes.size() - at, kLongestSequence));
    std::int32_t used = 0;
    UChar32 character = 0;
    U8_NEXT(from, used, length, character);
    at += static_cast<std::size_t>(used);
    return character;
}

Utf8Scan scan_utf8(std::string_view bytes) {
    Utf8Scan scan;
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        if (next_character(bytes, at) >= 0) {
            ++scan.good;
        } else {
            ++scan.bad;
            if (!scan.bad_byte) { scan.bad_byte = start; }
        }
    }
    return scan;
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// Strict conversion by ICU, in blocks.
Decoded convert(std::string_view bytes, Encoding encoding, const char* icu_name) {
    Decoded result;
    result.encoding = encoding;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(icu_name, &status));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    std::array<UChar, 16'384> block{};
    icu::UnicodeString text;
    do {
        UChar* target = block.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, block.data() + block.size(), &source, end, nullptr, true, &status);
        text.append(block.data(), static_cast<std::int32_t>(target - block.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    text.toUTF8String(result.text);
    if (U_FAILURE(status)) {
        std::array<char, 16> invalid{};
        auto length = static_cast<std::int8_t>(invalid.size());
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter.get(), invalid.data(), &length, &ignored);
        result.bad_byte = static_cast<std::size_t>(source - bytes.data()) - static_cast<std::size_t>(length);
    }
    return result;
}

Decoded as_utf8(std::string bytes) {
    Decoded result;
    result.bad_byte = scan_utf8(bytes).bad_byte;
    if (bytes.starts_with(kMarkUtf8)) { bytes.erase(0, kMarkUtf8.size()); }
    result.text = std::move(bytes);
    return result;
}

Decoded found_out(std::string bytes) {
    const Utf8Scan scan = scan_utf8(bytes);
    if (!scan.bad_byte) { return as_utf8(std::move(bytes)); }
    Decoded damaged;
    damaged.bad_byte = scan.bad_byte;
    if (scan.good > scan.bad) { return damaged; }
    Decoded other = convert(bytes, Encoding::gb18030, "gb18030");
    return other.bad_byte && scan.good > 0 ? damaged : other;
}

} // namespace

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
    case Encoding::utf16le: return "UTF-16LE";
    case Encoding::utf16be: return "UTF-16BE";
    case Encoding::gb18030: return "GB18030";
    case Encoding::utf8: break;
    }
    return "UTF-8";
}

Decoded decode(std::string bytes, std::optional<Encoding> stated) {
    const std::string_view view = bytes;
    if (view.starts_with(kMarkUtf8)) { return as_utf8(std::move(bytes)); }
    if (view.starts_with(kMarkUtf16le)) { return convert(view.substr(2), Encoding::utf16le, "UTF-16LE"); }
    if (view.starts_with(kMarkUtf16be)) { return convert(view.substr(2), Encoding::utf16be, "UTF-16BE"); }
    if (!stated) { return found_out(std::move(bytes)); }
    return *stated == Encoding::utf8 ? as_utf8(std::move(bytes)) : convert(view, Encoding::gb18030, "gb18030");
}

std::string nfkc(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        return std::string(text);
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) { return std::string(text); }
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    std::string out;
    normalizer->normalize(icu::UnicodeString::fromUTF8(piece), status).toUTF8String(out);
    return out;
}

Place place_of(std::string_view bytes, std::size_t offset) {
    Place place;
    for (std::size_t i = 0; i < std::min(offset, bytes.size()); ++i) {
        if (bytes[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(bytes[i]) & 0xC0U) != 0x80U) {
            ++place.column;
        }
    }
    return place;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto from = text.find_first_not_of(kBlanks);
    if (from == std::string_view::npos) { return {}; }
    return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::size_t length_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_utf8(std::string_view bytes) { return !scan_utf8(bytes).bad_byte; }

std::string unfit_in(std::string_view utf8) {
    for (std::size_t place = 0; place < utf8.size();) {
        const char32_t point = next_point(utf8, place);
        if (!is_unfit(point) || point == U'\n' || point == U'\t') { continue; }
        char hex[16];
        std::snprintf(hex, sizeof hex, "U+%04X", static_cast<unsigned>(point));
        return hex;
    }
    return {};
}

Text unfit_text(const std::string& unfit) {
    return {"文字中有 " + unfit + "：控制字符、改变书写方向的字符和非字符会打乱终端与报告",
            "the text holds " + unfit +
                ": control characters, those that turn the direction of text and noncharacters garble terminals and "
                "reports"};
}

Text take_it_out() { return {"去掉它", "take it out"}; }

} // namespace kdt::scenario
