# A tag, not a digest: pin the digest that your registry shows when you build.
ARG NODE_IMAGE=node:24-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
COPY packages/client/package.json packages/client/
COPY packages/dashboard/package.json packages/dashboard/
COPY packages/dev/package.json packages/dev/
COPY packages/simulator/package.json packages/simulator/
# install scripts only prepare what tests and embedded servers need
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
ARG REVISION=unknown
RUN COMMIT=${REVISION} npm run build

# Only what the gateway needs at run time, without source maps and types. The optional peers of Prisma's client (its CLI,
# TypeScript: 129 packages) count as both dev and optional, so npm omits them only if both are omitted.
FROM build AS modules
RUN --mount=type=cache,target=/root/.npm \
  npm ci --workspaces=false --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  && find node_modules/@prisma/client/runtime -type f ! -name 'query_compiler_small_bg.postgresql*' -name 'query_compiler*' -delete

FROM build AS guide
RUN --mount=type=cache,target=/root/.npm npm run guide

FROM build AS simulator-modules
RUN --mount=type=cache,target=/root/.npm \
  npm ci --workspace=packages/simulator --omit=dev --ignore-scripts --no-audit --no-fund

# No package manager in the images that run.
FROM ${NODE_IMAGE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
  /usr/local/bin/yarn /usr/local/bin/yarnpkg /root/.npmrc /usr/local/etc/npmrc
ENV NODE_ENV=production
ARG VERSION=0.0.0 REVISION=unknown
LABEL org.opencontainers.image.version=${VERSION} \
  org.opencontainers.image.revision=${REVISION} \
  org.opencontainers.image.licenses=MIT

FROM runtime AS simulator
LABEL org.opencontainers.image.title="Sectigo simulator" \
  org.opencontainers.image.description="Simulates Sectigo's order endpoint; it sells nothing real"
WORKDIR /app/packages/simulator
# new volumes on /data and /ca take their owner from these folders
RUN install -d -o 1000 -g 1000 -m 0700 /data && install -d -o 1000 -g 1000 -m 0755 /ca
COPY --from=simulator-modules /app/node_modules ../../node_modules
COPY packages/simulator/package.json LICENSE ./
COPY --from=build /app/packages/simulator/dist dist
# a number, because Kubernetes cannot tell whether a user name is root
USER 1000:1000
EXPOSE 4010
CMD ["node", "--enable-source-maps", "dist/main.js"]

FROM runtime AS gateway
LABEL org.opencontainers.image.title="Sectigo gateway" \
  org.opencontainers.image.description="A REST API in front of Sectigo's order endpoint for document-signing certificates"
WORKDIR /app
ENV HOST=0.0.0.0 PORT=3000 ROLE=all
COPY package.json LICENSE ./
COPY prisma/migrations prisma/migrations
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/packages/dashboard/dist packages/dashboard/dist
COPY --from=guide /app/docs/.vitepress/dist docs/.vitepress/dist
COPY --from=build /app/dist dist
RUN ln -s /app/dist/cli.js /usr/local/bin/sectigo-gateway && chmod +x dist/cli.js
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
