#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"

#include <chrono>
#include <csignal>
#include <sys/stat.h>
#include <thread>

using namespace testing;

namespace {

namespace fs = std::filesystem;

/// Some tenths of a second, during which a run is struck.
const std::string kStruckPaths = testing::kSanitized ? "400" : "1500";

std::vector<std::string> checkpointed(const fs::path& folder, const std::string& out,
                                      const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",          kJiujiang,
                                      "--paths",      kStruckPaths,
                                      "--out",        (folder / out).string(),
                                      "--checkpoint", (folder / "cp").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Waits for the file, or for the end of the process, and then a number of milliseconds more.
auto strike(const fs::path& file, int signal, int later) {
    return [file, signal, later](pid_t process) {
        const fs::path alive = "/proc/" + std::to_string(process) + "/fd/0"; // gone as soon as it has ended
        while (!fs::exists(file) && fs::exists(alive)) { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }
        std::this_thread::sleep_for(std::chrono::milliseconds(later));
        kill(process, signal);
    };
}

/// A checkpoint as a run that was killed leaves it.
void leave_checkpoint(const fs::path& folder) {
    const Finished killed =
        run_kdt(checkpointed(folder, "r", {"--checkpoint-every", "0"}), {{}, 60.0, strike(folder / "cp", SIGKILL, 0)});
    REQUIRE(killed.exit == 128 + SIGKILL);
    REQUIRE(fs::exists(folder / "cp"));
    CHECK_FALSE(fs::exists(folder / "r"));
}

} // namespace

TEST_CASE(
    "checkpoint: a run killed again and again ends with the bytes of one that was left alone, and its file is gone",
    "[long]") {
    const TemporaryFolder folder;
    const std::vector<std::string> plain = {
        "run", kJiujiang, "--paths", kStruckPaths, "--quiet", "--out", (folder / "a").string()};
    REQUIRE(run_kdt(plain).exit == 0);
    int deaths = 0;
    double later = 10.0; // milliseconds; by halves, so that a slow machine gets there, too
    Finished last;
    do {
        // Later and later, so that it is struck while it writes, between two writings and at its end, and gets there.
        last = run_kdt(checkpointed(folder.path(), "b", {"--checkpoint-every", "0", "--lang", "zh"}),
                       {{}, 60.0, strike(folder / "cp", SIGKILL, static_cast<int>(later))});
        deaths += last.exit == 128 + SIGKILL ? 1 : 0;
        later *= 1.5;
    } while (last.exit == 128 + SIGKILL && deaths < 30);
    INFO(last.err);
    REQUIRE(last.exit == 0);
    CHECK(deaths >= 2);
    CHECK(last.err.find("从断点继续") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / "cp"));
    CHECK_FALSE(fs::exists(folder / "cp.partial"));
    const Finished alone = run_kdt(
        {"run", kJiujiang, "--paths", kStruckPaths, "--lang", "zh", "--quiet", "--out", (folder / "c").string()});
    REQUIRE(alone.exit == 0);
    check_same_bytes(folder / "b", folder / "c");
}

TEST_CASE("checkpoint: Ctrl-C leaves one that the same command goes on from, with any threads, formats and language",
          "[long]") {
    const TemporaryFolder folder;
    const Finished stopped = run_kdt(checkpointed(folder.path(), "r", {"--threads", "2"}),
                                     {{}, 60.0, [](pid_t process) {
                                          wait_for_simulation(process);
                                          std::this_thread::sleep_for(std::chrono::milliseconds(20));
                                          kill(process, SIGINT);
                                      }});
    CHECK(stopped.exit == 130);
    CHECK_FALSE(fs::exists(folder / "r"));
    REQUIRE(fs::exists(folder / "cp"));
    CHECK(stopped.err.find("同一命令由此继续") != std::string::npos);
    const Finished done =
        run_kdt(checkpointed(folder.path(), "r", {"--threads", "1", "--lang", "en", "--format", "json"}));
    INFO(done.err);
    REQUIRE(done.exit == 0);
    CHECK(done.err.find("going on from the checkpoint's") != std::string::npos);
    REQUIRE(run_kdt({"run", kJiujiang, "--paths", kStruckPaths, "--lang", "en", "--format", "json", "--quiet", "--out",
                     (folder / "whole").string()})
                .exit == 0);
    check_same_bytes(folder / "r", folder / "whole");
}

TEST_CASE("checkpoint: one of another scenario, seed or number of paths is refused with each reason, and left alone",
          "[long]") {
    const TemporaryFolder folder;
    leave_checkpoint(folder.path());
    const std::string kept = read_file(folder / "cp");
    const auto refused = [&](const std::vector<std::string>& more, const std::string& reason) {
        std::vector<std::string> words = checkpointed(folder.path(), "r", more);
        if (more.front() == "--paths") { words.erase(words.begin() + 2, words.begin() + 4); }
        words.insert(words.end(), {"--lang", "en"});
        const Finished run = run_kdt(words);
        INFO(run.err);
        CHECK(run.exit == 2);
        CHECK(run.err.find(reason) != std::string::npos);
        CHECK(run.err.find("remove it to begin anew") != std::string::npos);
        CHECK(read_file(folder / "cp") == kept);
    };
    refused({"--set", "/pool/balance=4801"}, "another scenario");
    refused({"--seed", "99"}, "here it is 99");
    refused({"--paths", "77"}, "here it is 77");
}

TEST_CASE("checkpoint: a changed loan tape, another version and damaged bytes are refused; somebody's file is not "
          "overwritten",
          "[long]") {
    const TemporaryFolder folder;
    fs::copy(fs::path(kTextbook).parent_path(), folder / "t");
    const std::vector<std::string> words = {"run",          (folder / "t/one_factor.json").string(),
                                            "--paths",      "60000",
                                            "--lang",       "en",
                                            "--checkpoint", (folder / "cp").string(),
                                            "--out",        (folder / "r").string()};
    std::vector<std::string> often = words;
    often.insert(often.end(), {"--checkpoint-every", "0"});
    REQUIRE(run_kdt(often, {{}, 60.0, strike(folder / "cp", SIGKILL, 0)}).exit == 128 + SIGKILL);
    const std::string kept = read_file(folder / "cp");
    const auto refused = [&](const std::string& bytes, const std::string& reason) {
        write_file(folder / "cp", bytes);
        const Finished run = run_kdt(words);
        INFO(run.err);
        CHECK(run.exit == 2);
        CHECK(run.err.find(reason) != std::string::npos);
        CHECK(read_file(folder / "cp") == bytes);
    };
    const std::string tape = read_file(folder / "t/loans.csv");
    write_file(folder / "t/loans.csv", tape + "\n");
    refused(kept, "an input file has changed");
    write_file(folder / "t/loans.csv", tape);
    refused(kept.substr(0, kept.size() / 2), "damaged or incomplete");
    refused(kept.substr(0, 30), "damaged or incomplete");
    std::string flipped = kept;
    flipped[kept.size() / 2] ^= 1;
    refused(flipped, "damaged or incomplete");
    refused(kept + "x", "damaged or incomplete");
    std::string older = kept;
    older[older.find('\n') - 1] = '0';
    refused(older, "another version");
    refused("my thesis", "is no checkpoint");
    refused("", "is no checkpoint");
    write_file(folder / "cp", kept);
    CHECK(run_kdt(words).exit == 0);
}

TEST_CASE("checkpoint: places where none can be are refused before anything is simulated, with all else that is wrong",
          "[long]") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "r");
    const auto reason = [&](const std::string& file) {
        const Finished run = run_kdt({"run", kTextbook, "--lang", "en", "--paths", "50", "--checkpoint", file, "--out",
                                      (folder / "r").string(), "--format", "odt"});
        CHECK(run.exit == 2);
        CHECK(run.err.find("unknown format \"odt\"") != std::string::npos);
        return run.err;
    };
    CHECK(reason(folder.path().string()).find("names no file") != std::string::npos);
    CHECK(reason((folder / "no/where").string()).find("no such folder") != std::string::npos);
    CHECK(reason((folder / "r/cp").string()).find("overlaps with the result folder") != std::string::npos);
    CHECK(reason("/dev/full").find("no plain file") != std::string::npos);
    CHECK(reason(kTextbook).find("an input of this run") != std::string::npos);
    for (const char* result : {"x", "x/y", "x/", "x.partial"}) {
        const Finished run =
            run_kdt({"run", kTextbook, "--lang", "en", "--checkpoint", "x", "--out", result}, {folder.path()});
        CHECK(run.exit == 2);
        CHECK(run.err.find("overlaps with the result folder") != std::string::npos);
    }
    CHECK(reason((folder / std::string(250, 'x')).string()).find("File name too long") != std::string::npos);
    CHECK(reason("/proc/x").find("x.partial can't be written beside it") != std::string::npos);
    CHECK(run_kdt({"run", kTextbook, "--checkpoint", "x", "--checkpoint-every", "often"}).exit == 2);
    CHECK(run_kdt({"run", kTextbook, "--checkpoint-every", "5"}).exit == 2);
    CHECK(files_below(folder.path()).empty());
}

TEST_CASE("checkpoint: what somebody else has where it is written first is left alone", "[long]") {
    const TemporaryFolder folder;
    const fs::path draft = folder / "cp.partial";
    const std::vector<std::string> words = {"run",
                                            kTextbook,
                                            "--lang",
                                            "en",
                                            "--paths",
                                            "50",
                                            "--quiet",
                                            "--checkpoint",
                                            (folder / "cp").string(),
                                            "--out",
                                            (folder / "r").string()};
    const auto refused = [&] {
        const Finished run = run_kdt(words, {{}, 10.0});
        CHECK_FALSE(run.timed_out);
        CHECK(run.exit == 2);
        CHECK(run.err.find("cp.partial first, where something else is") != std::string::npos);
        return fs::symlink_status(draft).type();
    };
    write_file(draft, "my thesis");
    CHECK(refused() == fs::file_type::regular);
    CHECK(read_file(draft) == "my thesis");
    fs::remove(draft);
    fs::create_directory(draft);
    CHECK(refused() == fs::file_type::directory);
    fs::remove(draft);
    write_file(folder / "target", "");
    fs::create_symlink(folder / "target", draft);
    CHECK(refused() == fs::file_type::symlink);
    fs::remove(draft);
    REQUIRE(mkfifo(draft.c_str(), 0600) == 0);
    CHECK(refused() == fs::file_type::fifo);
    fs::remove(draft);
    write_file(draft, "kedaitong.check"); // as a killed run may leave it
    CHECK(run_kdt(words).exit == 0);
    CHECK_FALSE(fs::exists(draft));
}

TEST_CASE("checkpoint: one that can't be written any more stays as it was, and the run goes on", "[long]") {
    const TemporaryFolder folder;
    const auto take_place = [&](pid_t process) {
        const fs::path alive = "/proc/" + std::to_string(process) + "/fd/0";
        // While it writes a file is there, which is then no longer its own.
        const fs::path draft = folder / "cp.partial";
        std::error_code taken;
        while (fs::exists(alive) && !(fs::exists(folder / "cp") && fs::create_directory(draft, taken))) {}
    };
    const Finished run = run_kdt(checkpointed(folder.path(), "r", {"--checkpoint-every", "0"}), {{}, 60.0, take_place});
    INFO(run.err);
    CHECK(run.exit == 0);
    CHECK(fs::is_directory(folder / "cp.partial"));
    const std::string said = "the checkpoint cannot be written";
    REQUIRE(run.err.find(said) != std::string::npos);
    CHECK(run.err.find(said) == run.err.rfind(said));
    CHECK_FALSE(fs::exists(folder / "cp"));
}

TEST_CASE("checkpoint: two runs do not share one", "[long]") {
    const TemporaryFolder folder;
    for (const std::string every : {"1000", "0"}) {
        Finished second;
        const Finished first = run_kdt(checkpointed(folder.path(), "r", {"--checkpoint-every", every}),
                                       {{}, 60.0, [&](pid_t process) {
                                            strike(folder / (every == "0" ? "cp" : "cp.partial"), 0, 0)(process);
                                            second = run_kdt(checkpointed(folder.path(), "s", {"--lang", "en"}));
                                        }});
        CHECK(first.exit == 0);
        INFO(second.err);
        CHECK(second.exit == 2);
        CHECK(second.err.find("another run is using it") != std::string::npos);
        CHECK_FALSE(fs::exists(folder / "s"));
        CHECK_FALSE(fs::exists(folder / "cp"));
        CHECK_FALSE(fs::exists(folder / "cp.partial"));
    }
}

TEST_CASE("checkpoint: SIGTERM ends a run as it ends any program", "[long]") {
    const TemporaryFolder folder;
    const Finished stopped = run_kdt(checkpointed(folder.path(), "r"), {{}, 60.0, [](pid_t process) {
                                                                            wait_for_simulation(process);
                                                                            kill(process, SIGTERM);
                                                                        }});
    CHECK(stopped.exit == 128 + SIGTERM);
}
