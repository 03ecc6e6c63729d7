package io.tokenledger.door.credential;

import io.tokenledger.access.text.NameKey;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Whether the unit of work under way decides events, or takes in what was appended before: where the store of events is not
 * that of the look-ups, a process may end after the one and before the other. What has happened is not refused.
 */
public final class Repair {
    private static final String MODE = Repair.class.getName();
    private static final String MENDED = MODE + "/mended";

    private enum Mode {
        AS_USUAL,
        CLASHING
    }

    private Repair() {}

    public static boolean isUnderWay() {
        return mode() != null;
    }

    /**
     * What makes a name unique. Two that were made at the same time, the first by a process that ended before anybody else
     * could see it, may have the same: the second to be taken in is found by its id only.
     */
    public static String nameKey(String name, UUID id) {
        return mode() == Mode.CLASHING ? NameKey.of(name) + " " + id : NameKey.of(name);
    }

    /** Says of a change that was made under way how many rows it touched: where it is none, nothing was missing. */
    static void made(int rows) {
        if (rows > 0 && isUnderWay()) {
            CurrentUnitOfWork.get().resources().put(MENDED, true);
        }
    }

    /** Does what goes with a change that turns out to have been missing, in the transaction that makes it up. */
    public static void ifMended(Runnable act) {
        if (isUnderWay()) {
            CurrentUnitOfWork.get().onPrepareCommit(unitOfWork -> {
                if (unitOfWork.getResource(MENDED) != null) {
                    act.run();
                }
            });
        }
    }

    static void begin(UnitOfWork<?> unitOfWork, boolean clashing) {
        unitOfWork.resources().put(MODE, clashing ? Mode.CLASHING : Mode.AS_USUAL);
    }

    private static @Nullable Object mode() {
        return CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().getResource(MODE) : null;
    }
}
