package io.tokenledger.authentication.coherence;

import io.tokenledger.api.text.NormalizedName;
import io.tokenledger.events.PersonalText;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * How an event is applied to the lookup tables. {@link ApplyModeResolverFactory} provides it as an argument of event
 * handlers.
 *
 * <p>Usually a command decides the event and applies it in the same unit of work. With Axon Server, a process can end
 * after the append and before it commits its tables. Other processes then replay the event. A replay rejects nothing,
 * because the event has happened.
 */
public final class ApplyMode {
    static final ApplyMode DECIDING = new ApplyMode(null, false);
    private static final String RESOURCE = ApplyMode.class.getName();

    private final @Nullable UnitOfWork<?> replay;
    private final boolean clashing;
    private boolean changed;

    private ApplyMode(@Nullable UnitOfWork<?> replay, boolean clashing) {
        this.replay = replay;
        this.clashing = clashing;
    }

    /**
     * Marks a unit of work as the replay of an event that another process appended.
     *
     * @param clashing whether the event uses a name that another event took first
     */
    public static void replay(UnitOfWork<?> unitOfWork, boolean clashing) {
        unitOfWork.resources().put(RESOURCE, new ApplyMode(unitOfWork, clashing));
    }

    /** The mode of a unit of work. */
    static ApplyMode of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.getResource(RESOURCE) instanceof ApplyMode mode ? mode : DECIDING;
    }

    /** Whether another process has decided the event, so that limits and conditions are not checked again. */
    public boolean isReplaying() {
        return replay != null;
    }

    /**
     * The text whose uniqueness the table enforces. Two processes can append the same name if the first one ends before
     * it writes its tables. The second owner of the name is then found by its id only, and so is each owner of an erased
     * name.
     */
    public String uniqueName(String name, UUID id) {
        return clashing || PersonalText.isGone(name) ? NormalizedName.of(name) + " " + id : NormalizedName.of(name);
    }

    /** Records how many rows a statement changed. A replay that changes no row found that nothing was missing. */
    public void recordChange(int rows) {
        changed |= replay != null && rows > 0;
    }

    /** Runs an action before the commit of a replay that changed a row. Does nothing while a command decides. */
    public void ifChanged(Runnable action) {
        if (replay != null) {
            replay.onPrepareCommit(unitOfWork -> {
                if (changed) {
                    action.run();
                }
            });
        }
    }
}
