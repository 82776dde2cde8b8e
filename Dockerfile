# The terminal in a container: docker build -t planeguard . && docker run --rm -v "$PWD:/work:ro" planeguard check .
FROM node:24-alpine AS build
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts && npm run build && rm -f dist/extension.js dist/web.js

FROM node:24-alpine
# git tells what is ignored and what has changed. A mounted folder is somebody else's in here.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /source/dist /opt/planeguard/dist
USER node
WORKDIR /work
ENTRYPOINT ["node", "/opt/planeguard/dist/cli.js"]
CMD ["check", "."]
