package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.beat.Environment;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever carries the marks of a launch is found, whatever it does at that moment. */
final class ProcessTracesTest {

    private static final int LOOKS = Boolean.getBoolean("recovery.torture") ? 20_000 : 1_000;

    @TempDir
    private Path directory;

    @Test
    void findsAProcessThatBecomesAnotherProgramAllTheTime() throws Exception {
        EarlierPids before = EarlierPids.now();
        Path script = Files.writeString(directory.resolve("again.sh"), "exec sh \"$0\"\n");
        Process restless = start("restless-1", "sh", script.toString());
        try {
            for (int look = 0; look < LOOKS; look++) {
                assertThat(ProcessTraces.ofLaunch("restless-1", before))
                        .as("look %s", look)
                        .containsExactly(new ProcessTraces.Trace(restless.pid(), "restless-1"));
            }
        } finally {
            restless.destroyForcibly().waitFor();
        }
        assertThat(ProcessTraces.ofLaunch("restless-1", before)).isEmpty();
    }

    @Test
    void takesNoOtherLaunchForTheOneItLooksFor() throws Exception {
        EarlierPids before = EarlierPids.now();
        Process other = start("launch-11", "sleep", "3600");
        try {
            assertThat(ProcessTraces.ofLaunch("launch-1", before)).isEmpty();
            assertThat(ProcessTraces.ofLaunch("launch-11", before)).hasSize(1);
            assertThat(ProcessTraces.ofDirectory(directory)).hasSize(1);
            assertThat(ProcessTraces.ofDirectory(directory.resolve("other"))).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesNoPidOutThatMayHaveBeenGivenAgain() {
        EarlierPids before = new EarlierPids(Set.of("17"), 1_000);
        assertThat(before.stillExcluded(1_500, 32_768)).containsExactly("17");
        assertThat(before.stillExcluded(18_000, 32_768))
                .as("enough were created")
                .isEmpty();
        assertThat(before.stillExcluded(900, 32_768)).as("another count").isEmpty();
        assertThat(before.stillExcluded(-1, 32_768)).as("no count").isEmpty();
        assertThat(EarlierPids.NONE.stillExcluded()).isEmpty();
        assertThat(EarlierPids.pidLimit()).as("the least that Linux allows").isGreaterThanOrEqualTo(301);
        EarlierPids now = EarlierPids.now();
        assertThat(now.stillExcluded())
                .as("of %s, and then %s", now, EarlierPids.now().forks())
                .contains(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void knowsWhenAProcessWasGivenNoEnvironment() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "3600");
        builder.environment().clear();
        Process bare = builder.start();
        try {
            String pid = Long.toString(bare.pid());
            Await.until("it runs", () -> "", () -> ProcessEnvironment.of(pid).settled());
            assertThat(ProcessEnvironment.of(pid).text()).isEmpty();
        } finally {
            bare.destroyForcibly().waitFor();
        }
    }

    @Test
    void knowsWhatToThinkOfThreadsOfTheKernelAndOfTheDead() throws Exception {
        // The shell becomes a program that never asks how its child ended.
        Process parent = new ProcessBuilder("sh", "-c", "true & exec sleep 3600").start();
        try {
            Await.until(
                    "a dead child",
                    () -> "",
                    () -> parent.children()
                            .anyMatch(child ->
                                    stat(child.pid()).map(ProcessStat::hasEnded).orElse(false)));
            long dead = parent.children().findFirst().orElseThrow().pid();
            assertThat(ProcessEnvironment.of(Long.toString(dead)))
                    .isEqualTo(new ProcessEnvironment(ProcessEnvironment.Certainty.SETTLED, ""));
            for (String pid : EarlierPids.present()) {
                if (stat(Long.parseLong(pid)).map(ProcessStat::isOfKernel).orElse(false)) {
                    assertThat(ProcessEnvironment.of(pid).text())
                            .as("thread %s of the kernel", pid)
                            .isEmpty();
                    assertThat(ProcessEnvironment.of(pid).settled()
                                    || stat(Long.parseLong(pid)).isEmpty())
                            .as("thread %s of the kernel", pid)
                            .isTrue();
                }
            }
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static Optional<ProcessStat> stat(long pid) {
        try {
            return Optional.of(ProcessStat.of(Long.toString(pid)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Process start(String launchId, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().put(Environment.LAUNCH_ID, launchId);
        builder.environment().put(Environment.STATE_DIRECTORY, directory.toString());
        return builder.start();
    }
}
