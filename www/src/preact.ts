// Preact, as every part gets it that comes after the first list: once this is evaluated, it draws.

import { h, hydrate, render } from "preact";
import { takeOver } from "./paint";

takeOver({ jsx: (type, props, key) => h(type as string, { ...props, key } as object), render, hydrate });

export { Component, createRef, h, render } from "preact";
