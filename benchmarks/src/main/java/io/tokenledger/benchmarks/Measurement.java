package io.tokenledger.benchmarks;

/**
 * The measurement of one row in one round.
 *
 * @param events number of events appended meanwhile
 */
record Measurement(Workload workload, WrkReport report, CpuClock.Reading cpu, long events) {
    double jvmMicros() {
        return (double) cpu.jvmMicros() / report.requests();
    }

    double postgresMicros() {
        return (double) cpu.postgresMicros() / report.requests();
    }

    double micros() {
        return (double) cpu.sum() / report.requests();
    }

    double eventsPerRequest() {
        return (double) events / report.requests();
    }

    @Override
    public String toString() {
        return "%-25s %6.0f requests/s %5.0f us CPU %6.3f events per request"
                .formatted(workload.title(), report.requestsPerSecond(), micros(), eventsPerRequest());
    }
}
