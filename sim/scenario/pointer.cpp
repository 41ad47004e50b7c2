#include "scenario/pointer.hpp"

#include "base/pointer_key.hpp"

namespace kdt::scenario {

std::string child(std::string_view pointer, std::string_view key) {
    std::string out(pointer);
    append_key(out, key);
    return out;
}

std::string child(std::string_view pointer, std::size_t index) {
    return std::string(pointer) + "/" + std::to_string(index);
}

std::optional<std::vector<std::string>> keys_of(std::string_view pointer) {
    std::vector<std::string> keys;
    if (pointer.empty()) { return keys; }
    if (pointer.front() != '/') { return std::nullopt; }
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        const char c = pointer[i];
        if (c == '/') {
            keys.emplace_back();
        } else if (c == '~') {
            const char next = i + 1 < pointer.size() ? pointer[i + 1] : ' ';
            if (next != '0' && next != '1') { return std::nullopt; }
            keys.back() += next == '0' ? '~' : '/';
            ++i;
        } else {
            keys.back() += c;
        }
    }
    return keys;
}

std::string_view parent(std::string_view pointer) {
    const auto slash = pointer.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : pointer.substr(0, slash);
}

bool covers(std::string_view above, std::string_view pointer) {
    return pointer.starts_with(above) && (pointer.size() == above.size() || pointer[above.size()] == '/');
}

} // namespace kdt::scenario
