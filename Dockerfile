# syntax=docker/dockerfile:1
# One image for each process: docker build --target command-side, query-side, web-console or all-in-one.
FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -DskipTests -pl command-side,query-side,web-console,all-in-one -am package

FROM eclipse-temurin:25.0.3_9-jre AS ledger
RUN useradd --uid 10001 --create-home --home-dir /ledger ledger && install -d -o ledger -g ledger -m 700 /ledger/keys /ledger/data
USER 10001
WORKDIR /ledger
ENV LEDGER_SIGNING_KEYS_DIR=/ledger/keys LEDGER_DATA_DIR=/ledger/data
ENV JAVA_TOOL_OPTIONS="--enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=70"
EXPOSE 8080
# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]

FROM ledger AS command-side
COPY --from=build /build/command-side/target/command-side-*-exec.jar command-side.jar
ENTRYPOINT ["java", "-jar", "command-side.jar"]

FROM ledger AS query-side
COPY --from=build /build/query-side/target/query-side-*-exec.jar query-side.jar
ENTRYPOINT ["java", "-jar", "query-side.jar"]

FROM ledger AS web-console
COPY --from=build /build/web-console/target/web-console-*-exec.jar web-console.jar
ENTRYPOINT ["java", "-jar", "web-console.jar"]

FROM ledger AS all-in-one
COPY --from=build /build/all-in-one/target/all-in-one-*-exec.jar all-in-one.jar
ENTRYPOINT ["java", "-jar", "all-in-one.jar"]
