FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
COPY packages/dashboard/package.json packages/dashboard/
COPY packages/dev/package.json packages/dev/
COPY packages/simulator/package.json packages/simulator/
# no install script is needed here: they fetch or prepare what only tests and embedded servers use
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# only what the gateway itself needs, and of that no source maps, types or documents
FROM build AS modules
RUN npm ci --workspaces=false --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  && find node_modules/@prisma/client/runtime -type f ! -name 'query_compiler_small_bg.postgresql*' -name 'query_compiler*' -delete

FROM build AS simulator-modules
RUN npm ci --workspace=packages/simulator --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim AS simulator
WORKDIR /app/packages/simulator
ENV NODE_ENV=production
# what the volume on /data takes its owner from
RUN install -d -o node -g node -m 0700 /data
COPY --from=simulator-modules /app/node_modules ../../node_modules
COPY packages/simulator/package.json LICENSE ./
COPY --from=build /app/packages/simulator/dist dist
USER node
EXPOSE 4010
CMD ["node", "--enable-source-maps", "dist/main.js"]

FROM node:24-bookworm-slim AS gateway
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ROLE=all
COPY package.json LICENSE ./
COPY prisma/migrations prisma/migrations
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/packages/dashboard/dist packages/dashboard/dist
COPY --from=build /app/dist dist
RUN ln -s /app/dist/cli.js /usr/local/bin/sectigo-gateway && chmod +x dist/cli.js
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
