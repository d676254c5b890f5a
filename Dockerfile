ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
# Ubuntu without a shell and without a package manager: nothing to run for whoever breaks in. With one, for a look around:
# --build-arg RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK_IMAGE} AS build
WORKDIR /source

# What decides the packages comes first: while it is unchanged, the packages are not fetched again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY scripts/publish scripts/
COPY src/VoipBin.Auth/VoipBin.Auth.csproj src/VoipBin.Auth/packages.lock.json src/VoipBin.Auth/
COPY src/VoipBin.Auth.Client/VoipBin.Auth.Client.csproj src/VoipBin.Auth.Client/packages.lock.json src/VoipBin.Auth.Client/
RUN bash scripts/publish --restore

COPY .editorconfig BannedSymbols.txt ./
COPY src/VoipBin.Auth/ src/VoipBin.Auth/
COPY src/VoipBin.Auth.Client/ src/VoipBin.Auth.Client/
RUN bash scripts/publish /app
RUN mkdir --parents /owned/data && chmod 0700 /owned/data

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="VoipBin.Auth" \
      org.opencontainers.image.description="Authentication service: tokens, accesskeys, and who the caller of a request is" \
      org.opencontainers.image.licenses="Apache-2.0"

# The base image's unprivileged user. Nobody else reads /data: keys and hashes lie in it.
COPY --from=build --chown=$APP_UID:$APP_UID /owned/ /
COPY --from=build /app /app
WORKDIR /app
USER $APP_UID
VOLUME /data
EXPOSE 8080

# Configuration comes from the environment (or from files in /run/secrets), so no file of it is watched.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DataDirectory=/data \
    DOTNET_GCgen0size=0x400000 \
    DOTNET_hostBuilder__reloadConfigOnChange=false \
    Logging__Console__FormatterName=json \
    Logging__Console__FormatterOptions__TimestampFormat="yyyy-MM-dd'T'HH:mm:ss.fff'Z'"

# Ready: the database answers and is migrated. The image has no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/app/VoipBin.Auth", "health"]

# It ends within seven seconds: Shutdown:Drain (2 s) not ready but answering, then at most 5 s for what is in flight.
# Give it more than that before it is killed (docker stop: 10 s unless told otherwise).
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/VoipBin.Auth"]
