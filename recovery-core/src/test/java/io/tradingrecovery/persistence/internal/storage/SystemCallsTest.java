package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel is asked for, in which order, and what becomes of its refusals; watched and injected by strace. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class SystemCallsTest {

    private static final List<String> SAVE =
            List.of("create", "write", "sync", "close", "rename", "syncDirectory", "read");

    private static final String CALLS = "/^(mkdir|rename|openat|p?write|p?read|f(data)?sync|close)(at|64|at2)?$";

    @TempDir
    Path temporary;

    @BeforeAll
    static void requireStrace() throws InterruptedException {
        boolean works;
        try {
            works = new ProcessBuilder("strace", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            works = false;
        }
        assumeTrue(works, "strace is not installed, or may not trace here");
    }

    @Test
    void syncsTheFileBeforeItsNameAndTheNameBeforeItReturns() throws Exception {
        assertThat(run("none", SAVE)).containsOnly(StepsChild.OK);

        assertThat(calls())
                .containsExactly(
                        "mkdir state 0700",
                        "openat parent",
                        "fsync",
                        "close",
                        "openat a.tmp O_CREAT|O_EXCL 0600",
                        "pwrite64",
                        "fdatasync",
                        "close",
                        "rename a.tmp a",
                        "openat state",
                        "fsync",
                        "close",
                        "openat a O_NOFOLLOW",
                        "pread64",
                        "pread64",
                        "close");
    }

    @Test
    void syncsTheNameOfADirectoryThatSomebodyElseMade() throws Exception {
        Files.createDirectories(state());

        run("none", List.of());

        assertThat(calls()).containsExactly("openat parent", "fsync", "close");
    }

    @Test
    void opensADirectoryWhoseParentItMayNotRead() throws Exception {
        Files.createDirectories(state());

        assertThat(run("openat:error=EACCES:when=1", List.of("create"))).containsExactly(StepsChild.OK);

        assertThat(calls()).startsWith("openat parent", "openat a.tmp O_CREAT|O_EXCL 0600");
    }

    @Test
    void listsNoFileThatIsDeletedMeanwhile() throws Exception {
        List<String> steps = List.of("create", "close", "list");
        assertThat(run("none", steps).get(2)).contains("found", "a.tmp");
        Files.delete(state().resolve("a.tmp"));

        Path deleted = state().resolve("a.tmp");
        assertThat(run(strace("/stat:error=ENOENT", List.of(deleted)), steps)).containsOnly(StepsChild.OK);
    }

    @Test
    void syncsTheNameOfEachDirectoryItMakes() throws Exception {
        Path deep = temporary.resolve("parent/state/a");

        try (ChildJvm child = ChildJvm.start(strace("none"), StepsChild.class, deep)) {
            assertThat(child.exitCode()).isZero();
        }

        assertThat(calls())
                .containsExactly(
                        "mkdir parent 0700",
                        "mkdir state 0700",
                        "openat parent",
                        "fsync",
                        "close",
                        "mkdir a 0700",
                        "openat state",
                        "fsync",
                        "close");
    }

    @Test
    void neverSyncsAFileAgainWhoseSyncFailed() throws Exception {
        List<String> said = run("fdatasync:error=EIO:when=1", List.of("create", "write", "sync", "sync", "write"));

        assertThat(said.get(2)).contains("a.tmp", "Input/output error");
        assertThat(said.get(3)).contains("a.tmp", "an earlier sync failed");
        assertThat(said.get(4)).contains("a.tmp", "an earlier sync failed");
        assertThat(calls()).containsOnlyOnce("fdatasync").containsOnlyOnce("pwrite64");
    }

    @Test
    void goesOnWhereAShortWriteEnded() throws Exception {
        assertThat(run("pwrite64:retval=3:when=1", List.of("create", "write"))).containsOnly(StepsChild.OK);

        assertThat(Files.readString(trace())).containsPattern("pwrite64\\(\\d+, [^,]*, 7, 3\\) += 7");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "openat:error=EMFILE:when=2, create, a.tmp, Too many open files",
        "pwrite64:error=ENOSPC, write, a.tmp, No space left on device",
        "pwrite64:error=EDQUOT, write, a.tmp, Disk quota exceeded",
        "close:error=EIO:when=2, close, a.tmp, Input/output error",
        "/^rename:error=EIO, rename, a.tmp, Input/output error",
        "/^rename:error=EXDEV, rename, a.tmp, cross-device",
        "fsync:error=EIO:when=2, syncDirectory, state, Input/output error",
        "pread64:error=EIO:when=1, read, state/a, Input/output error",
        "pread64:error=EIO:when=2, read, state/a, Input/output error"
    })
    void reportsWhatTheKernelRefusesWithThePath(String fault, String step, String path, String reason)
            throws Exception {
        List<String> steps = SAVE.subList(0, SAVE.indexOf(step) + 1);

        List<String> said = run(fault, steps);

        assertThat(said.subList(0, said.size() - 1)).allMatch(StepsChild.OK::equals);
        assertThat(said.get(said.size() - 1)).containsIgnoringCase(reason).contains(path);
    }

    private Path state() {
        return parent().resolve("state");
    }

    private Path parent() {
        return temporary.resolve("parent");
    }

    private Path trace() {
        return temporary.resolve("trace");
    }

    /** Takes steps in a child with a fault injected, and gives what it said of each. */
    private List<String> run(String fault, List<String> steps) throws IOException, InterruptedException {
        return run(strace(fault), steps);
    }

    private List<String> run(List<String> strace, List<String> steps) throws IOException, InterruptedException {
        Files.createDirectories(parent());
        Object[] arguments = Stream.concat(Stream.of(state()), steps.stream()).toArray();
        List<String> said = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(strace, StepsChild.class, arguments)) {
            for (int i = 0; i < steps.size(); i++) {
                said.add(child.hear());
            }
            assertThat(child.exitCode()).isZero();
        }
        return said;
    }

    private List<String> strace(String fault) {
        return strace(fault, List.of(parent(), state(), state().resolve("a"), state().resolve("a.tmp")));
    }

    /** Follows only the calls about some paths, so that a fault hits none of the JVM's own. */
    private List<String> strace(String fault, List<Path> paths) {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "signal=none"));
        command.addAll(List.of("-o", trace().toString()));
        if (fault.equals("none")) {
            command.addAll(List.of("-e", "trace=" + CALLS));
        } else {
            String faulty = fault.substring(0, fault.indexOf(':'));
            command.addAll(List.of("-e", "trace=" + CALLS + "," + faulty, "-e", "inject=" + fault));
        }
        for (Path path : paths) {
            command.addAll(List.of("-P", path.toString()));
        }
        return command;
    }

    /** Each call with the names and flags that matter. */
    private List<String> calls() throws IOException {
        return Files.readAllLines(trace()).stream().map(this::summary).toList();
    }

    private String summary(String line) {
        String call = line.replaceFirst("^\\d+ +", "").replaceFirst(" *= .*$", "");
        String name = call.substring(0, call.indexOf('(')).replaceFirst("^(mkdir|rename)at2?$", "$1");
        StringBuilder summary = new StringBuilder(name);
        List<Path> known = List.of(state().resolve("a.tmp"), state().resolve("a"), state(), parent());
        for (Path path : known) {
            if (call.contains('"' + path.toString() + '"')) {
                summary.append(' ').append(path.getFileName());
            }
        }
        for (String flags : List.of("O_CREAT|O_EXCL", "O_NOFOLLOW", "0600", "0700")) {
            if (call.contains(flags)) {
                summary.append(' ').append(flags);
            }
        }
        return summary.toString();
    }
}
