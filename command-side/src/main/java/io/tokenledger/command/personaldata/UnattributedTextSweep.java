package io.tokenledger.command.personaldata;

import io.tokenledger.eventstore.personaldata.SubjectKeyEraser;
import java.time.Clock;
import java.time.YearMonth;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Erases the personal texts about no known account after their retention, month by month. Each process of the command
 * side tries it; a month is erased once.
 */
@Component
public class UnattributedTextSweep {
    private static final Logger LOG = LoggerFactory.getLogger(UnattributedTextSweep.class);

    private final SubjectKeyEraser keys;
    private final CommandGateway commands;
    private final RetentionProperties retention;
    private final Clock clock;

    UnattributedTextSweep(SubjectKeyEraser keys, CommandGateway commands, RetentionProperties retention, Clock clock) {
        this.keys = keys;
        this.commands = commands;
        this.retention = retention;
        this.clock = clock;
    }

    /** Erases the earliest month first. If one fails, later ones wait for the next sweep, so the order is kept. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT11M")
    public void sweep() {
        for (YearMonth month : keys.monthsBefore(retention.firstKeptMonth(clock.instant()))) {
            try {
                commands.sendAndWait(new EraseUnattributedTexts(month.toString()));
                LOG.info("Texts of {} about no known account were erased, because their retention has ended.", month);
            } catch (RuntimeException failed) {
                LOG.warn(
                        "Texts of {} about no known account were not erased. The next sweep in 1 hour retries it",
                        month,
                        failed);
                return;
            }
        }
    }
}
