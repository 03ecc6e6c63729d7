package io.tokenledger.query.replay;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.parameter.SharedParameter;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.projection.ReadModelSchema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Handles {@code ?replay={id}}: GET routes of the query side then read a sandbox instead of the live read models. */
@Component
class SandboxReadInterceptor implements HandlerInterceptor, WebMvcConfigurer, SharedParameter {
    private static final String READERS = "io.tokenledger.query.";

    private final ReplayRepository replays;

    SandboxReadInterceptor(ReplayRepository replays) {
        this.replays = replays;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String id = request.getParameter(parameter());
        if (id != null && request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
            if (!(handler instanceof HandlerMethod method) || !isOn(method)) {
                throw ProblemCode.BAD_VALUE.because("This route cannot read a sandbox. Omit 'replay'.");
            }
            caller.require(Action.LEDGER_READ);
            ReadModelSchema.select(sandbox(id).copy());
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        ReadModelSchema.select(null);
    }

    @Override
    public String parameter() {
        return "replay";
    }

    @Override
    public ParameterType<?> type() {
        return ParameterType.ID;
    }

    @Override
    public String meaning() {
        return "id of a completed sandbox, from POST /ledger/replays; the answer is read from it";
    }

    /** Excludes routes that write, wait, or read other data. */
    @Override
    public boolean isOn(HandlerMethod handler) {
        String reader = handler.getBeanType().getName();
        return handler.hasMethodAnnotation(GetMapping.class)
                && reader.startsWith(READERS)
                && !reader.startsWith(READERS + "replay.")
                && handler.getReturnType().getParameterType() != CompletableFuture.class;
    }

    private Replay sandbox(String id) {
        return ResourceIds.parse(id)
                .flatMap(replays::find)
                .filter(replay -> replay.kind() == Replay.Kind.SANDBOX && replay.state() == Replay.State.DONE)
                .orElseThrow(() -> ProblemCode.REPLAY_NOT_FOUND.because("There is no completed sandbox with this id."));
    }
}
