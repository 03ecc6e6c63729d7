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
# For some 100,000 keys in use; docs/operations.md says when more is needed.
ENV JAVA_TOOL_OPTIONS="--enable-native-access=ALL-UNNAMED -Xms64m -Xmx512m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=5000"
EXPOSE 8080
# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]

# Extracts the jars and records an AOT cache for each program. A cache is valid for one Java and one path: those of the images.
FROM ledger AS training
COPY deploy/aot/train.sh /training/
COPY --from=build \
    /build/command-side/target/command-side-*-exec.jar \
    /build/query-side/target/query-side-*-exec.jar \
    /build/web-console/target/web-console-*-exec.jar \
    /build/all-in-one/target/all-in-one-*-exec.jar \
    /training/
RUN /training/train.sh /training /ledger/programs

FROM ledger AS command-side
COPY --from=training /ledger/programs/command-side /ledger/programs/command-side
ENTRYPOINT ["java", "-XX:AOTCache=/ledger/programs/command-side/command-side.aot", "-jar", "/ledger/programs/command-side/command-side.jar"]

FROM ledger AS query-side
COPY --from=training /ledger/programs/query-side /ledger/programs/query-side
ENTRYPOINT ["java", "-XX:AOTCache=/ledger/programs/query-side/query-side.aot", "-jar", "/ledger/programs/query-side/query-side.jar"]

FROM ledger AS web-console
ENV JAVA_TOOL_OPTIONS="-Xms64m -Xmx256m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=5000"
COPY --from=training /ledger/programs/web-console /ledger/programs/web-console
ENTRYPOINT ["java", "-XX:AOTCache=/ledger/programs/web-console/web-console.aot", "-jar", "/ledger/programs/web-console/web-console.jar"]

FROM ledger AS all-in-one
COPY --from=training /ledger/programs/all-in-one /ledger/programs/all-in-one
ENTRYPOINT ["java", "-XX:AOTCache=/ledger/programs/all-in-one/all-in-one.aot", "-jar", "/ledger/programs/all-in-one/all-in-one.jar"]
