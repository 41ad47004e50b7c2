#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace kdt::tally {

/// A fixed-size array of zeros whose pages cost memory only once something else is written to them (calloc).
template <class T>
class Zeroed {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    Zeroed() = default;
    explicit Zeroed(std::size_t size)
        : data_(size == 0 ? nullptr : static_cast<T*>(std::calloc(size, sizeof(T)))), size_(size) {
        if (size != 0 && !data_) { throw std::bad_alloc(); }
    }
    T* data() { return data_.get(); }
    const T* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    std::span<T> part(std::size_t from, std::size_t count) { return {data_.get() + from, count}; }
    std::span<const T> part(std::size_t from, std::size_t count) const { return {data_.get() + from, count}; }

private:
    struct Free {
        void operator()(T* memory) const { std::free(memory); }
    };
    std::unique_ptr<T[], Free> data_;
    std::size_t size_ = 0;
};

} // namespace kdt::tally
