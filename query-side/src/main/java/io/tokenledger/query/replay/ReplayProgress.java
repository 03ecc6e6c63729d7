package io.tokenledger.query.replay;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.query.QueryLimits;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the progress of replays twice a second, as server-sent events named {@code progress}, and {@code end} at last.
 */
@Component
class ReplayProgress {
    private final ReplayRepository replays;
    private final Clock clock;
    private final Map<SseEmitter, UUID> followers = new ConcurrentHashMap<>();

    ReplayProgress(ReplayRepository replays, Clock clock) {
        this.replays = replays;
        this.clock = clock;
    }

    SseEmitter follow(UUID id) {
        if (followers.size() >= QueryLimits.MAX_REPLAY_FOLLOWERS) {
            throw ProblemCode.TEMPORARILY_UNAVAILABLE.retryAfter(5, "Too many clients are following replays.");
        }
        SseEmitter follower = new SseEmitter(0L);
        follower.onCompletion(() -> followers.remove(follower));
        follower.onError(gone -> followers.remove(follower));
        followers.put(follower, id);
        return follower;
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void sendProgress() {
        for (Iterator<Map.Entry<SseEmitter, UUID>> all = followers.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<SseEmitter, UUID> follower = all.next();
            if (!sendProgress(follower.getKey(), follower.getValue())) {
                all.remove();
            }
        }
    }

    /** Returns whether the follower stays subscribed. */
    private boolean sendProgress(SseEmitter follower, UUID id) {
        try {
            Replay replay = replays.find(id).orElse(null);
            if (replay == null) {
                follower.complete();
                return false;
            }
            boolean ended = replay.state() != Replay.State.RUNNING;
            follower.send(SseEmitter.event()
                    .name(ended ? "end" : "progress")
                    .data(ReplayResource.of(replay, clock.instant()), MediaType.APPLICATION_JSON));
            if (ended) {
                follower.complete();
            }
            return !ended;
        } catch (IOException | IllegalStateException gone) {
            return false;
        }
    }
}
