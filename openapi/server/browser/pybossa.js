/* The page's own `window.pybossa`: the calls by which a presenter asks for tasks and sends answers. */
(() => {
  const isBloomberg = document.currentScript?.dataset.dialect === "bloomberg";
  let endpoint = "/";
  let userId = null;
  let onLoaded = (_task, deferred) => deferred.resolve(_task);
  let onPresent = () => {};

  const api = (path) => `${endpoint}api/${path}`;
  const get = (path, data) => jQuery.ajax({ url: api(path), data, cache: false, dataType: "json" });
  const list = (path, data) => jQuery.ajax({ url: api(path), data, dataType: "json" });
  const isTask = (task) => task !== null && typeof task === "object" && "id" in task;

  function project(shortName) {
    // A list refuses arguments that are no columns, jQuery's one against caches too.
    return list("project", { all: 1, short_name: shortName }).then((found) => found[0]);
  }

  function getCurrentTaskId(url) {
    const found = /\/task\/(\d+)/.exec(url ?? window.location.pathname);
    return found ? found[1] : false;
  }

  function requested(found, offset) {
    const id = offset === 0 ? getCurrentTaskId() : false;
    return id === false ? get(`project/${found.id}/newtask`, { offset }) : get(`task/${id}`);
  }

  function newTask(shortName) {
    return project(shortName).then((found) => requested(found, 0).then((task) => ({ question: found.description, task })));
  }

  function saveTask(taskOrId, answer) {
    const known = isTask(taskOrId) ? jQuery.Deferred().resolve(taskOrId).promise() : get(`task/${taskOrId}`);
    return known.then((task) =>
      jQuery.ajax({
        type: "POST",
        url: api("taskrun"),
        dataType: "json",
        contentType: "application/json",
        data: JSON.stringify({ project_id: task.project_id, task_id: task.id, info: answer }),
      }),
    );
  }

  function userProgress(shortName) {
    return get(`project/${encodeURIComponent(shortName)}/userprogress`);
  }

  function loaded(task) {
    const deferred = jQuery.Deferred();
    onLoaded(task, deferred);
    return deferred.promise();
  }

  /* The task after `current`, asked for while that one is on the screen. */
  function following(found, current) {
    return requested(found, 1).then((task) => (isTask(task) && isTask(current) && task.id === current.id ? requested(found, 2) : task));
  }

  /* The task that a volunteer of bloomberg holds, before another may be had. */
  function cancelTask(taskId, shortName) {
    const data = JSON.stringify({ projectname: shortName });
    return jQuery.ajax({ type: "POST", url: api(`task/${taskId}/canceltask`), dataType: "json", contentType: "application/json", data });
  }

  function run(shortName) {
    project(shortName).then((found) => {
      const show = (task) => {
        // bloomberg gives one task at a time: the next one when this one is answered.
        const next = isBloomberg ? null : following(found, task).then(loaded);
        if (isTask(task)) window.history.pushState({}, "", `${endpoint}project/${shortName}/task/${task.id}`);
        const answered = jQuery.Deferred();
        answered.then(() => next ?? get(`project/${found.id}/newtask`, { offset: 0 }).then(loaded)).then(show);
        onPresent(task, answered);
      };
      requested(found, 0).then(loaded).then(show);
    });
  }

  window.pybossa = {
    newTask,
    saveTask,
    getCurrentTaskId,
    userProgress,
    run,
    taskLoaded(handler) {
      onLoaded = handler;
    },
    presentTask(handler) {
      onPresent = handler;
    },
    setEndpoint(address) {
      endpoint = address.endsWith("/") ? address : `${address}/`;
    },
    ...(isBloomberg
      ? {
          cancelTask,
          fetchLock: (taskId) => get(`task/${taskId}/lock`),
          setUserId(id) {
            userId = id;
          },
          getUserId: () => userId,
        }
      : {}),
  };
})();
