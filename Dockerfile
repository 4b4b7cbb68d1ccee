# cutover and nothing else: no npm, no sources, no shell scripts. Runs as nobody in particular, on a file system that may be
# read-only; what it keeps goes to /state, a volume. docs/pipelines/docker.md says how to use it.
FROM node:24-alpine AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs

FROM node:24-alpine
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* /usr/local/bin/yarn*
COPY package.json LICENSE /opt/cutover/
COPY action/rest.mjs action/runner.mjs action/sticky.mjs /opt/cutover/action/
COPY pipelines/gitlab-note.mjs /opt/cutover/pipelines/
COPY --from=build /src/dist /opt/cutover/dist
RUN ln -s /opt/cutover/dist/cutover.js /usr/local/bin/cutover && mkdir -m 0700 /state && chown 65532:65532 /state
ENV NODE_ENV=production NO_COLOR=1
WORKDIR /work
VOLUME /state
USER 65532:65532
ENTRYPOINT ["cutover"]
CMD ["--help"]
