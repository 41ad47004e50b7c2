#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace kdt {

/// Bytes that are not what they should be: cut short, of another shape, not ours.
class BadBytes : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Numbers as the machine holds them, low byte first; for bytes that go back to the same program.
template <class T>
concept Plain = (std::is_arithmetic_v<T> || std::is_enum_v<T>)&&!std::is_same_v<T, bool>;

static_assert(std::endian::native == std::endian::little, "byte streams are read as they lie in memory");

/// Puts numbers and texts one after the other.
class ByteWriter {
public:
    template <Plain T>
    ByteWriter& put(T value) {
        return put_raw(&value, sizeof value);
    }
    /// Without their number, which the reader knows.
    template <Plain T>
    ByteWriter& put_all(std::span<const T> values) {
        return put_raw(values.data(), values.size_bytes());
    }
    ByteWriter& put_text(std::string_view text) {
        put<std::uint64_t>(text.size());
        return put_raw(text.data(), text.size());
    }
    const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

private:
    ByteWriter& put_raw(const void* from, std::size_t size) {
        bytes_.append(static_cast<const char*>(from), size);
        return *this;
    }
    std::string bytes_;
};

/// Reads them back in the same order; throws BadBytes where the bytes end too early or say what cannot be.
class ByteReader {
public:
    /// `bytes` outlive the reader.
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    template <Plain T>
    T get() {
        T value{};
        get_raw(&value, sizeof value);
        return value;
    }
    template <Plain T>
    void get_all(std::span<T> values) {
        get_raw(values.data(), values.size_bytes());
    }
    std::string get_text() {
        const auto size = get<std::uint64_t>();
        if (size > rest_.size()) { throw BadBytes("a text is longer than what is left"); }
        std::string text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return text;
    }
    /// A number of things that must be the one expected.
    void expect(std::uint64_t wanted, const char* what) {
        if (get<std::uint64_t>() != wanted) { throw BadBytes(what); }
    }
    std::size_t left() const { return rest_.size(); }
    /// Nothing may be left.
    void expect_end() const {
        if (!rest_.empty()) { throw BadBytes("more bytes than expected"); }
    }

private:
    void get_raw(void* to, std::size_t size) {
        if (size > rest_.size()) { throw BadBytes("the bytes end too early"); }
        if (size > 0) { std::memcpy(to, rest_.data(), size); }
        rest_.remove_prefix(size);
    }
    std::string_view rest_;
};

} // namespace kdt
