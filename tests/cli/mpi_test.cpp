#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"
#include "this_build.hpp"

#include <csignal>
#include <fstream>
#include <thread>

using namespace testing;

namespace {

namespace fs = std::filesystem;

/// Whether the build has MPI; says so where it has not.
bool with_mpi() {
    const bool there = *kMpirun != '\0';
    if (!there) { WARN("built without MPI: nothing to test"); }
    return there;
}

Finished mpirun(int processes, const std::vector<std::string>& words, const ProcessOptions& options = {}) {
    // What MPI itself leaves behind at its end is not ours to look at.
    std::vector<std::string> all = {"/usr/bin/env", "ASAN_OPTIONS=detect_leaks=0", kMpirun,
                                    "-n",           std::to_string(processes),     kKdtBinary};
    all.insert(all.end(), words.begin(), words.end());
    return run_process(all, options);
}

std::size_t count_in(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) { ++count; }
    return count;
}

/// The processes below the launcher that are `kdt`.
std::vector<pid_t> processes_of(pid_t launcher) {
    std::vector<pid_t> found;
    std::vector<pid_t> open = {launcher};
    while (!open.empty()) {
        const std::string at = std::to_string(open.back());
        open.pop_back();
        std::ifstream children("/proc/" + at + "/task/" + at + "/children");
        for (pid_t child = 0; children >> child;) {
            open.push_back(child);
            std::error_code ended;
            if (fs::read_symlink("/proc/" + std::to_string(child) + "/exe", ended) == fs::path(kKdtBinary)) {
                found.push_back(child);
            }
        }
    }
    return found;
}

} // namespace

TEST_CASE("mpi: two and three processes write the bytes of one, and only the first speaks", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    const std::vector<std::string> words = {"run", kJiujiang, "--paths", "801", "--out"};
    const auto into = [&](const std::string& name) {
        std::vector<std::string> all = words;
        all.push_back((folder / name).string());
        return all;
    };
    REQUIRE(run_kdt(into("1")).exit == 0);
    for (const int processes : {2, 3}) {
        const std::string name = std::to_string(processes);
        const Finished run = mpirun(processes, into(name));
        INFO(run.err);
        REQUIRE(run.exit == 0);
        CHECK(count_in(run.out, "结果：") == 1);
        check_same_bytes(folder / "1", folder / name);
    }
}

TEST_CASE("mpi: a stress table is the same, tilted too", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    fs::create_directories(folder / "stress");
    fs::copy_file(kTextbook, folder / "base.json");
    fs::copy_file(fs::path(kTextbook).parent_path() / "loans.csv", folder / "loans.csv");
    write_file(folder / "stress/1.json", R"({"pool": {"balance": 80}})");
    for (const std::string method : {"plain", "tilt"}) {
        const auto stress = [&](const std::string& name) {
            return std::vector<std::string>{"stress",
                                            (folder / "base.json").string(),
                                            "--paths",
                                            "40",
                                            "--format",
                                            "json,csv",
                                            "--quiet",
                                            "--set",
                                            "/simulation/method=" + method,
                                            "--out",
                                            (folder / (method + name)).string()};
        };
        REQUIRE(run_kdt(stress("1")).exit == 0);
        REQUIRE(mpirun(3, stress("3")).exit == 0);
        check_same_bytes(folder / (method + "1"), folder / (method + "3"));
    }
}

TEST_CASE("mpi: a checkpoint goes on with another number of processes, weights and all", "[long]") {
    if (!with_mpi()) { return; }
    for (const std::string method : {"plain", "tilt"}) {
        INFO(method);
        const TemporaryFolder folder;
        const auto run = [&](const std::string& name, const std::vector<std::string>& more = {}) {
            std::vector<std::string> words = {"run",     kTextbook,
                                              "--paths", "30000",
                                              "--set",   "/simulation/method=" + method,
                                              "--out",   (folder / name).string()};
            words.insert(words.end(), more.begin(), more.end());
            return words;
        };
        const std::vector<std::string> often = {"--checkpoint", (folder / "cp").string(), "--checkpoint-every", "0"};
        const auto strike = [&](pid_t launcher) {
            const fs::path alive = "/proc/" + std::to_string(launcher) + "/fd/0";
            while (!fs::exists(folder / "cp") && fs::exists(alive)) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            for (const pid_t process : processes_of(launcher)) { kill(process, SIGKILL); }
        };
        const Finished killed = mpirun(2, run("r", often), {{}, 60.0, strike});
        CHECK(killed.exit != 0);
        REQUIRE(fs::exists(folder / "cp"));
        const Finished done = mpirun(3, run("r", often));
        INFO(done.err);
        REQUIRE(done.exit == 0);
        CHECK(count_in(done.err, "going on from the checkpoint") == 1);
        REQUIRE(run_kdt(run("whole", {"--quiet"})).exit == 0);
        check_same_bytes(folder / "r", folder / "whole");
    }
}

TEST_CASE("mpi: processes stop together where the precision is met", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    const auto words = [&](const std::string& name) {
        return std::vector<std::string>{
            "run", kTextbook, "--set", "/pool/balance=100", "--out", (folder / name).string(), "--precision", "0.05"};
    };
    REQUIRE(run_kdt(words("1")).exit == 0);
    const Finished run = mpirun(3, words("3"));
    INFO(run.err);
    REQUIRE(run.exit == 0);
    check_same_bytes(folder / "1", folder / "3");
}

TEST_CASE("mpi: bad input and usage are reported once, with exit 2", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    const std::string out = (folder / "r").string();
    const Finished input = mpirun(3, {"run", kTextbook, "--set", "/pool/balance=-3", "--out", out, "--lang", "en"});
    CHECK(input.exit == 2);
    CHECK(count_in(input.err, "/pool/balance") == 1);
    const Finished usage = mpirun(3, {"run", kTextbook, "--pats", "3"});
    CHECK(usage.exit == 2);
    CHECK(count_in(usage.err, "--pats") == 1);
    const Finished memory = mpirun(2, {"run", kJiujiang, "--paths", "4294967296", "--out", out, "--lang", "en"});
    CHECK(memory.exit == 2);
    CHECK(count_in(memory.err, "Suggestion") == 1);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("mpi: processes that were given different things to do refuse to work together, once", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    const auto refused = [&](const std::vector<std::string>& first, const std::vector<std::string>& second) {
        std::vector<std::string> words = {kMpirun, "-n", "1", kKdtBinary};
        const std::vector<std::string> all = {
            kTextbook, "--lang", "en", "--paths", "400", "--out", (folder / "r").string()};
        words.insert(words.end(), first.begin(), first.end());
        words.insert(words.end(), all.begin(), all.end());
        words.insert(words.end(), {":", "-n", "1", kKdtBinary});
        words.insert(words.end(), second.begin(), second.end());
        words.insert(words.end(), all.begin(), all.end());
        const Finished run = run_process(words, {{}, 20.0});
        INFO(run.err);
        CHECK_FALSE(run.timed_out);
        CHECK(run.exit == 2);
        CHECK(count_in(run.err, "process 1 has another command, program or input than process 0") == 1);
        CHECK_FALSE(fs::exists(folder / "r"));
    };
    refused({"run", "--seed", "1"}, {"run", "--seed", "2"});
    refused({"run"}, {"run", "--check"});
    refused({"run"}, {"stress"});
}

TEST_CASE("mpi: a process that fails or is killed ends the run, and leaves no result", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    const std::vector<std::string> words = {"run", kJiujiang, "--paths", "3000000", "--out", (folder / "r").string()};
    const Finished killed = mpirun(3, words, {{}, 60.0, [](pid_t launcher) {
                                                  while (processes_of(launcher).size() < 3) {
                                                      std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                                  }
                                                  wait_for_simulation(processes_of(launcher).back());
                                                  kill(processes_of(launcher).back(), SIGKILL);
                                              }});
    CHECK_FALSE(killed.timed_out);
    CHECK(killed.exit != 0);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("mpi: a process that cannot go on says why, and all end with 1", "[long]") {
    if (!with_mpi()) { return; }
    // Several times: what is said last would now and then get lost between two processes that both end.
    GENERATE(range(0, 4));
    const TemporaryFolder folder;
    fs::create_directory(folder / "q");
    const auto take_folder_away = [&](pid_t launcher) {
        // Once something is kept, the place for the result has been looked at.
        while (!fs::exists(folder / "cp") && fs::exists("/proc/" + std::to_string(launcher) + "/fd/0")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        fs::remove(folder / "q");
        write_file(folder / "q", "in the way");
    };
    const Finished failed =
        mpirun(3,
               {"run", kJiujiang, "--paths", "6000", "--lang", "en", "--checkpoint", (folder / "cp").string(),
                "--checkpoint-every", "0", "--out", (folder / "q/r").string()},
               {{}, 60.0, take_folder_away});
    INFO(failed.err);
    CHECK(failed.exit == 1);
    CHECK(count_in(failed.err, "process 0: failed: ") == 1);
    CHECK(read_file(folder / "q") == "in the way");
}

TEST_CASE("mpi: a kdt that finds no MPI refuses to run as several, once", "[long]") {
    if (!with_mpi()) { return; }
    const TemporaryFolder folder;
    fs::copy(kKdtBinary, folder / "kdt"); // without the library beside it
    const Finished run = run_process({kMpirun, "-n", "3", (folder / "kdt").string(), "run", kTextbook, "--lang", "en",
                                      "--out", (folder / "r").string()});
    CHECK(run.exit == 2);
    CHECK(count_in(run.err, "has no MPI") == 1);
    CHECK_FALSE(fs::exists(folder / "r"));
}
