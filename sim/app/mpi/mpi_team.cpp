#include "app/mpi/mpi_team.hpp"

#include <mpi.h>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <thread>

namespace {

/// Bytes of one message: lengths are int in MPI, and longer ones gain no speed.
constexpr std::size_t kPiece = std::size_t{4} << 20;

void expect_success(int code) {
    if (code != MPI_SUCCESS) { throw std::runtime_error("MPI: error " + std::to_string(code)); }
}

template <class Pass>
void by_pieces(std::size_t size, Pass pass) {
    for (std::size_t at = 0; at < size; at += kPiece) { pass(at, static_cast<int>(std::min(kPiece, size - at))); }
}

/// Whether nobody has read yet all that was said on stderr; false where that can't be known: of anything but a pipe,
/// which MPICH's launchers give.
bool is_unheard() {
    struct stat kind {};
    int bytes = 0;
    return fstat(STDERR_FILENO, &kind) == 0 && S_ISFIFO(kind.st_mode) && ioctl(STDERR_FILENO, FIONREAD, &bytes) == 0 &&
           bytes > 0;
}

/// A launcher told to end everything throws away what it has not read by then: why, among it. A deaf one is not waited
/// for longer than a moment.
void wait_to_be_heard() {
    using std::chrono::milliseconds;
    for (int waited = 0; waited < 2000 && is_unheard(); ++waited) { std::this_thread::sleep_for(milliseconds(1)); }
}

class MpiTeam final : public kdt::engine::Team {
public:
    MpiTeam() {
        int level = 0;
        // Only the main thread speaks to the others.
        expect_success(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level));
        expect_success(MPI_Comm_rank(MPI_COMM_WORLD, &rank_));
        expect_success(MPI_Comm_size(MPI_COMM_WORLD, &size_));
        MPI_Comm machine = MPI_COMM_NULL;
        expect_success(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine));
        expect_success(MPI_Comm_size(machine, &neighbours_));
        expect_success(MPI_Comm_free(&machine));
    }
    ~MpiTeam() override { MPI_Finalize(); }

    int rank() const override { return rank_; }
    int size() const override { return size_; }
    int neighbours() const override { return neighbours_; }

    void broadcast(std::string& bytes) override {
        std::uint64_t size = bytes.size();
        expect_success(MPI_Bcast(&size, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD));
        bytes.resize(size);
        by_pieces(size, [&](std::size_t at, int length) {
            expect_success(MPI_Bcast(bytes.data() + at, length, MPI_BYTE, 0, MPI_COMM_WORLD));
        });
    }

    void send(std::string_view bytes, int to) override {
        const std::uint64_t size = bytes.size();
        expect_success(MPI_Send(&size, 1, MPI_UINT64_T, to, 0, MPI_COMM_WORLD));
        by_pieces(size, [&](std::size_t at, int length) {
            expect_success(MPI_Send(bytes.data() + at, length, MPI_BYTE, to, 0, MPI_COMM_WORLD));
        });
    }

    std::string receive(int from) override {
        std::uint64_t size = 0;
        expect_success(MPI_Recv(&size, 1, MPI_UINT64_T, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        std::string bytes(size, '\0');
        by_pieces(size, [&](std::size_t at, int length) {
            expect_success(MPI_Recv(bytes.data() + at, length, MPI_BYTE, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
        });
        return bytes;
    }

    void give_up(int exit) override {
        wait_to_be_heard();
        MPI_Abort(MPI_COMM_WORLD, exit);
    }

private:
    int rank_ = 0;
    int size_ = 1;
    int neighbours_ = 1;
};

} // namespace

extern "C" kdt::engine::Team* kdt_make_mpi_team() { return new MpiTeam; }
