#pragma once

#include <cassert>
#include <string>
#include <string_view>

namespace kdt::engine {

/// Processes that share the paths of a run, numbered from 0; 0 leads. Each calls the same functions in the same order.
/// A process that fails ends all of them.
class Team {
public:
    virtual ~Team() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;
    /// What rank 0 passes is what all have afterwards.
    virtual void broadcast(std::string& bytes) = 0;
    /// Of any length; waits until it is taken.
    virtual void send(std::string_view bytes, int to) = 0;
    virtual std::string receive(int from) = 0;
    /// How many of them share this machine.
    virtual int neighbours() const = 0;
    /// Ends all processes with this exit code, wherever they are.
    virtual void give_up(int exit) = 0;

    bool leads() const { return rank() == 0; }
};

/// A team of one.
class Alone final : public Team {
public:
    int rank() const override { return 0; }
    int size() const override { return 1; }
    void broadcast(std::string&) override {}
    void send(std::string_view, int) override { assert(false); }
    std::string receive(int) override {
        assert(false);
        return {};
    }
    int neighbours() const override { return 1; }
    void give_up(int) override {}
};

} // namespace kdt::engine
