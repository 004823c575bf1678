package io.tradingrecovery.watchdog.internal.beat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The heartbeat file: one page, written by the bot through a memory map, read by the watchdog. It lives as long as one
 * launch and never leaves the machine, so numbers are in native byte order.
 *
 * <pre>
 *      0  magic (8)  version (4)  -  pid (8)
 *     64  state (4) 0 starting, 1 ready, 2 stopping | ending (4) | "still starting" counter (8)
 *    128  sequence (4), odd while the status is written | blocked (4) | length (4) | status, UTF-8, at most 116 bytes
 *    256  60 loops of 64 bytes, a cache line each:
 *         counter (8) | silence allowed, ms, 0 for the watchdog's own limit (8)
 *         used (4) | paused (4) | name length (4) | name, UTF-8, at most 36 bytes
 * </pre>
 */
final class BeatLayout {

    static final long MAGIC = 0x5452_4245_4154_3031L;
    static final int VERSION = 1;
    static final int SIZE = 4096;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int PID_AT = 16;

    static final int STATE_AT = 64;
    static final int ENDING_AT = 68;
    static final int STARTING_AT = 72;

    static final int SEQUENCE_AT = 128;
    static final int BLOCKED_AT = 132;
    static final int STATUS_LENGTH_AT = 136;
    static final int STATUS_AT = 140;
    static final int STATUS_MAX = 256 - STATUS_AT;

    static final int LOOPS_AT = 256;
    static final int LOOP_SIZE = 64;
    static final int LOOPS = (SIZE - LOOPS_AT) / LOOP_SIZE;

    static final int COUNT = 0;
    static final int SILENCE = 8;
    static final int USED = 16;
    static final int PAUSED = 20;
    static final int NAME_LENGTH = 24;
    static final int NAME = 28;
    static final int NAME_MAX = LOOP_SIZE - NAME;

    static final int STATE_STARTING = 0;
    static final int STATE_READY = 1;
    static final int STATE_STOPPING = 2;

    static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private BeatLayout() {}

    static int loopAt(int slot) {
        return LOOPS_AT + slot * LOOP_SIZE;
    }
}
